"""A SAML identity provider made for tests: its metadata, and answers that it signs, right or wrong as wanted."""

from __future__ import annotations

import base64
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from lxml import etree

ENTITY, SSO = "https://idp.example.org/metadata", "https://idp.example.org/sso"
ACS, US = "http://testserver/accounts/saml/acs/", "http://testserver/accounts/saml/metadata/"
MAIL = "urn:oid:0.9.2342.19200300.100.1.3"


@dataclass(frozen=True)
class Keys:
    """A signing key with its certificate, both as PEM."""

    private: str
    certificate: str


def new_keys() -> Keys:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "idp.example.org")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365))
        .sign(key, hashes.SHA256())
    )
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return Keys(key.private_bytes(*form).decode(), certificate.public_bytes(serialization.Encoding.PEM).decode())


def metadata(keys: Keys) -> str:
    body = "".join(line for line in keys.certificate.splitlines() if "CERTIFICATE" not in line)
    return f"""<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{ENTITY}">
<md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data>
<ds:X509Certificate>{body}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="{SSO}"/>
</md:IDPSSODescriptor></md:EntityDescriptor>"""


def question_of(location: str) -> str:
    """The id of the question with which a browser is sent to the provider."""
    assert location.startswith(SSO)
    packed = base64.b64decode(parse_qs(urlsplit(location).query)["SAMLRequest"][0])
    return str(etree.fromstring(zlib.decompress(packed, -15)).get("ID"))


@dataclass(frozen=True)
class Answer:
    """What the provider says, and how; each part can be wrong."""

    question: str
    email: str = "rui@example.org"
    name: str = "Rui Alves"
    audience: str = US
    recipient: str = ACS
    issuer: str = ENTITY
    age: timedelta = timedelta(0)  # how long ago it was written; it is good for five minutes
    person: str = "rui-at-the-provider"
    in_response: bool = True

    def xml(self) -> str:
        then = datetime.now(UTC) - self.age
        at, before, until = (
            stamp(then + later) for later in (timedelta(0), -timedelta(minutes=1), timedelta(minutes=5))
        )
        to = f'InResponseTo="{self.question}"' if self.in_response else ""
        return f"""<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"
 xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_response" Version="2.0" IssueInstant="{at}"
 Destination="{self.recipient}" {to}><saml:Issuer>{self.issuer}</saml:Issuer>
<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>
<saml:Assertion ID="_assertion" Version="2.0" IssueInstant="{at}"><saml:Issuer>{self.issuer}</saml:Issuer>
<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">{self.person}</saml:NameID>
<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData
 NotOnOrAfter="{until}" Recipient="{self.recipient}" {to}/></saml:SubjectConfirmation></saml:Subject>
<saml:Conditions NotBefore="{before}" NotOnOrAfter="{until}"><saml:AudienceRestriction>
<saml:Audience>{self.audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>
<saml:AuthnStatement AuthnInstant="{at}" SessionIndex="_session"><saml:AuthnContext><saml:AuthnContextClassRef>
urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>
<saml:AttributeStatement>{attribute(MAIL, self.email)}{attribute("displayName", self.name)}</saml:AttributeStatement>
</saml:Assertion></samlp:Response>"""


def stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def attribute(name: str, value: str) -> str:
    if not value:
        return ""
    return f'<saml:Attribute Name="{name}"><saml:AttributeValue>{value}</saml:AttributeValue></saml:Attribute>'


def packed(answer: Answer, keys: Keys | None, *, signs: str = "assertion") -> str:
    """The answer as a browser posts it; with the response or the assertion signed, or neither."""
    return packed_xml(signed(answer.xml(), keys, signs) if keys else answer.xml())


def packed_xml(xml: str) -> str:
    return base64.b64encode(xml.encode()).decode()


def signed(xml: str, keys: Keys, signs: str = "assertion") -> str:
    from onelogin.saml2.constants import OneLogin_Saml2_Constants as Names
    from onelogin.saml2.utils import OneLogin_Saml2_Utils as Saml

    how: dict[str, Any] = {"sign_algorithm": Names.RSA_SHA256, "digest_algorithm": Names.SHA256}
    if signs == "response":
        return str(Saml.add_sign(xml, keys.private, keys.certificate, **how).decode())
    tree = etree.fromstring(xml)
    assertion = tree.find("{urn:oasis:names:tc:SAML:2.0:assertion}Assertion")
    assert assertion is not None
    done = Saml.add_sign(etree.tostring(assertion).decode(), keys.private, keys.certificate, **how)
    tree.replace(assertion, etree.fromstring(done))
    return etree.tostring(tree).decode()
