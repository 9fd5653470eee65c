"""The certificate that signs manifests: a root and a signer of the user's own, made at first use.

What C2PA asks of a signer ("C2PA Technical Specification" 2.x, "Credential types: X.509"): version 3, ECDSA P-256 with
SHA-256, no authority itself, key usage *digital signature*, an extended key usage (here *e-mail protection*, the one
readers accept without a list of their own), both key identifiers, and an issuer that is not the signer itself. No
public list of trust knows this root, so a reader says ``signingCredential.untrusted``: it proves that nothing changed
since it was signed, and that two files come from one studio, not who its owner is.
"""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.core.errors import UserError
from engine.whole_file import whole_file

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec

_FILE = Path("provenance") / "signer.pem"
_YEARS = 20
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Credential:
    """Certificates (the signer's, then the root's) and the signer's private key, as PEM."""

    chain: str
    private_key: str


def credential(home: Path) -> Credential:
    """The user's credential; made and kept in ``home`` at first use, readable by the user alone.

    Raises:
        UserError: If the file there is damaged.
        OSError: If it cannot be written.
    """
    file = home / _FILE
    if not file.is_file():
        with whole_file(file) as temporary, os.fdopen(os.open(temporary, _NEW, 0o600), "w") as opened:
            opened.write(_made())
    text = file.read_text(encoding="ascii", errors="replace")
    begin = text.find("-----BEGIN PRIVATE KEY-----")
    if begin < 0 or text.count("-----BEGIN CERTIFICATE-----") != 2:
        raise UserError(f"{file} is damaged", "Delete it; a new one is made at the next signature.")
    return Credential(text[:begin], text[begin:])


def _made() -> str:
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = _certificate("AURA-X Studio, root of this installation", root_key, None, root_key)
    signer = _certificate("AURA-X Studio, this installation", key, root, root_key)
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return (signer.public_bytes(Encoding.PEM) + root.public_bytes(Encoding.PEM) + secret).decode()


def _certificate(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: x509.Certificate | None,
    issuer_key: ec.EllipticCurvePrivateKey,
) -> x509.Certificate:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    subject = x509.Name(
        [x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Local"), x509.NameAttribute(NameOID.COMMON_NAME, name)]
    )
    is_root = issuer is None
    now = dt.datetime.now(dt.UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject if issuer is None else issuer.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _DAY)
        .not_valid_after(now + 365 * _YEARS * _DAY)
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
        .add_extension(_usage(is_root=is_root), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
    )
    if not is_root:
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])
        builder = builder.add_extension(usage, critical=False)
    return builder.sign(issuer_key, hashes.SHA256())


def _usage(*, is_root: bool) -> x509.KeyUsage:
    from cryptography import x509

    return x509.KeyUsage(
        digital_signature=not is_root,
        key_cert_sign=is_root,
        crl_sign=is_root,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
