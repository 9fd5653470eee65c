"""Long work: what can be done, in which process, and how its results reach the library.

A job is data. Its spec is a frozen dataclass; ``kinds`` says who runs it; ``pool`` runs it in a worker process and
``inline`` in this one; both record what comes back through ``ledger``. See docs/adr/0004-jobs-worker-processes.md.
"""
