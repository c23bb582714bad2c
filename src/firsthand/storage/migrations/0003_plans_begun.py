"""Studies get their state and the moment that fixes their hypotheses; guides get their first kept version."""

import datetime
import zoneinfo

from django.db import migrations
from django.utils import timezone


def fill(apps, schema_editor):
    studies = apps.get_model('firsthand', 'StudyRecord')
    sessions = apps.get_model('firsthand', 'SessionRecord')
    guides = apps.get_model('firsthand', 'GuideRecord')
    versions = apps.get_model('firsthand', 'GuideVersionRecord')
    for study in studies.objects.all().iterator(chunk_size=500):
        held = sessions.objects.filter(study_id=study.id, deleted_at=None).exclude(state__in=['planned', 'cancelled'])
        began = min((_began(session) for session in held), default=None)
        study.template = study.template.replace('_', '-')
        study.state = 'planning' if began is None else 'fieldwork'
        study.locked_at = began
        study.save(update_fields=['template', 'state', 'locked_at'])
    for guide in guides.objects.all().iterator(chunk_size=500):
        versions.objects.create(
            workspace_id=guide.workspace_id, guide_id=guide.id, number=guide.version, title=guide.title,
            text=guide.text, created_at=guide.created_at,
        )


def _began(session):
    if session.starts_at:
        return session.starts_at
    try:
        zone = zoneinfo.ZoneInfo(session.zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        zone = datetime.UTC
    after = datetime.datetime.combine(session.interview_date, datetime.time(), zone) + datetime.timedelta(days=1)
    return min(after, timezone.now())


class Migration(migrations.Migration):

    dependencies = [
        ('firsthand', '0002_planning'),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
