"""The people who sign in, and the one-time links by which the person at this machine does."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone

from firsthand.domain.ids import Kind
from firsthand.storage.columns import MACHINE, SECRET, TEAM, Declared, Text, id_column


class UserRecord(AbstractBaseUser):
    """An account; what it may do is said by its memberships."""

    id = id_column(Kind.USER)
    email = models.EmailField(unique=True, null=True, blank=True)
    name = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = BaseUserManager()

    USERNAME_FIELD = "email"
    texts: ClassVar[dict[str, Text]] = {"password": SECRET, "email": TEAM, "name": TEAM}

    class Meta:
        db_table = "users"

    def __str__(self) -> str:
        return self.name or self.email or self.id


class ResetRequestRecord(Declared):
    """Somebody asked for a new password. A worker writes the letter: asking takes as long for nobody's address."""

    user = models.ForeignKey("firsthand.UserRecord", on_delete=models.CASCADE, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        db_table = "reset_requests"

    def __str__(self) -> str:
        return f"reset asked for at {self.created_at:%H:%M}"


class SignInLinkRecord(Declared):
    """A link that signs one person in once, for a few minutes; only its digest is kept."""

    digest = models.CharField(max_length=64, primary_key=True)
    user = models.ForeignKey("firsthand.UserRecord", on_delete=models.CASCADE, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    texts: ClassVar[dict[str, Text]] = {"digest": MACHINE}

    class Meta:
        db_table = "sign_in_links"

    def __str__(self) -> str:
        return f"sign-in link until {self.expires_at:%H:%M}"
