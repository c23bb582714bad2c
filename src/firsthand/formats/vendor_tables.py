"""What the columns of other tools' exports mean: a heading each, and where we know it from.

Headings are compared without case and punctuation. The needed ones all have to be there; further columns are taken
along where the file has them. `values` says for the whole file what no column says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

TOUCHPOINTS, FIGURES = "touchpoints", "figures"


@dataclass(frozen=True, slots=True)
class VendorTable:
    """One export of one tool."""

    name: str
    target: str  # what it is imported as
    needed: Mapping[str, str]  # heading to what it means
    further: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    known_from: str = ""


VENDOR_TABLES = (
    VendorTable(
        "Zendesk tickets",
        TOUCHPOINTS,
        {
            "Id": "external_id",
            "Requester": "person",
            "Requester email": "email",
            "Subject": "title",
            "Created at": "when",
        },
        {
            "Organization": "company",
            "Assignee": "author",
            "Satisfaction Score": "score",
            "Description": "text",
            "Comment": "text",
        },
        {"kind": "ticket", "source": "Zendesk"},
        "The CSV export of an account; its first row as public scripts that rebuild it write it (“Summation column, "
        "Id, Requester, Requester id, Requester external id, Requester email, … Created at, … Satisfaction Score …”).",
    ),
    VendorTable(
        "Zendesk tickets (API fields)",
        TOUCHPOINTS,
        {"id": "external_id", "subject": "title", "description": "text", "created_at": "when"},
        {
            "requester_name": "person",
            "requester_email": "email",
            "organization_name": "company",
            "satisfaction_rating": "score",
        },
        {"kind": "ticket", "source": "Zendesk", "zone": "UTC"},
        "The field names of the ticket in Zendesk's API, as exports through other tools head their columns.",
    ),
    VendorTable(
        "Intercom conversations",
        TOUCHPOINTS,
        {
            "message_id": "external_id",
            "message_body": "text",
            "message_created_at": "when",
            "message_author_email": "email",
            "message_author_name": "person",
        },
        {"message_author_companies": "company", "message_author_type": "sender_type"},
        {"kind": "chat", "source": "Intercom", "zone": "UTC"},
        "The column list of a conversation export that Prodsight's help centre prints; its times are UTC.",
    ),
    VendorTable(
        "Intercom users",
        FIGURES,
        {"Name": "person", "Email": "email", "Web sessions": "measure:Web sessions"},
        {"Company name": "company", "NPS": "measure:NPS"},
        {"source": "Intercom"},
        "The standard attributes of people in Intercom's help; an export has the attributes that the list shows.",
    ),
    VendorTable(
        "Delighted answers",
        TOUCHPOINTS,
        {"score": "score", "comment": "text", "permalink": "link", "created_at": "when"},
        {
            "id": "external_id",
            "response_id": "external_id",
            "person_email": "email",
            "email": "email",
            "person_name": "person",
            "name": "person",
            "survey_type": "kind",
            "company": "company",
        },
        {"kind": "nps", "source": "Delighted", "zone": "UTC"},
        "The fields of a survey response in Delighted's API documentation; the headings of its CSV export are not "
        "printed there, so a file that says it otherwise is explained once.",
    ),
    VendorTable(
        "HubSpot tickets",
        TOUCHPOINTS,
        {"Ticket ID": "external_id", "Ticket name": "title", "Create date": "when"},
        {
            "Ticket description": "text",
            "All associated contact emails": "email",
            "Associated Contact": "person",
            "Associated Company (Primary)": "company",
            "Associated Company": "company",
            "Ticket owner": "author",
        },
        {"kind": "ticket", "source": "HubSpot"},
        "The headings that public scripts read from HubSpot's ticket export.",
    ),
    VendorTable(
        "HubSpot notes",
        TOUCHPOINTS,
        {"hs_note_body": "text", "hs_timestamp": "when"},
        {
            "hs_object_id": "external_id",
            "id": "external_id",
            "email": "email",
            "contact": "person",
            "company": "company",
        },
        {"kind": "sales_note", "source": "HubSpot", "zone": "UTC"},
        "The property names of a note in HubSpot's API.",
    ),
    VendorTable(
        "Salesforce activities (report)",
        TOUCHPOINTS,
        {"Subject": "title", "Date": "when", "Company / Account": "company"},
        {
            "Activity ID": "external_id",
            "Contact": "person",
            "Email": "email",
            "Assigned": "author",
            "Full Comments": "text",
            "Comments": "text",
        },
        {"kind": "sales_note", "source": "Salesforce"},
        "The headings of activity and call reports as public templates print them (“Assigned, …, Date, "
        "Company / Account, Contact, …”).",
    ),
    VendorTable(
        "Salesforce tasks (fields)",
        TOUCHPOINTS,
        {"Id": "external_id", "Subject": "title", "ActivityDate": "when", "Description": "text"},
        {
            "Account.Name": "company",
            "Who.Name": "person",
            "Who.Email": "email",
            "Owner.Name": "author",
        },
        {"kind": "sales_note", "source": "Salesforce"},
        "The field names of a task in Salesforce's object reference, as a data export heads its columns.",
    ),
)
