"""The words the whole product speaks: frozen types, validated once. Standard library, numpy and msgspec only."""
