"""Loading a stranger's checkpoint without running a stranger's code.

A pickle is a program. None runs in the process that holds the user's work: a child with capped memory, file
size and CPU time opens the file with ``torch.load(weights_only=True)``, checks every tensor, and writes safetensors;
only that is read further on. ``weights_only`` alone is not enough: a 1.6 kB file can announce 7 GB by zero strides,
a deflated one can unpack a thousandfold, and NaN weights load without a word.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import zipfile
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from engine.core.errors import ModelRefused
from engine.whole_file import whole_file

MAX_TENSOR_BYTES = 16 << 30
MAX_SECONDS = 300
_MAX_HEADER_BYTES = 100 << 20  # the safetensors format's own cap
_EXTRA_MEMORY = 6 << 30  # torch itself maps about 4 GB of libraries (CUDA build)
_MAX_DEPTH = 32
_ZIP_MAGIC = b"PK\x03\x04"
_PICKLE_MAGIC = b"\x80"  # the PROTO opcode, protocols 2 and up
_PICKLE_PROTOCOL_0 = (b"c", b"(", b"]", b"}q")  # GLOBAL, MARK, EMPTY_LIST, EMPTY_DICT: how a text pickle may begin


@dataclass(frozen=True, slots=True)
class WeightsReport:
    """What was converted: tensor names with shape and type, and the plain values beside them (settings, epochs…)."""

    tensors: dict[str, tuple[tuple[int, ...], str]]
    values: dict[str, Any] = field(default_factory=dict)


def container_of(path: Path) -> str:
    """``safetensors``, ``torch-zip``, ``pickle`` or ``other``, judged by the first bytes and never by the name."""
    with path.open("rb") as file:
        head = file.read(9)
    if head.startswith(_ZIP_MAGIC):
        return "torch-zip"
    if head.startswith((_PICKLE_MAGIC, *_PICKLE_PROTOCOL_0)):
        return "pickle"
    if len(head) == 9 and head[8:9] == b"{" and int.from_bytes(head[:8], "little") <= _MAX_HEADER_BYTES:
        return "safetensors"
    return "other"


def convert(path: Path, target: Path, *, model: str, inert: tuple[str, ...] = ()) -> WeightsReport:
    """Check a checkpoint in a capped child process and write its tensors as safetensors.

    Nested dictionaries become dotted names. Values that are no tensors (numbers, words, lists of them) come back in
    the report and go into the file's metadata under ``values``; what was made by an inert name comes as
    ``{"inert": name, "arguments": […]}``, the name itself without arguments.

    Args:
        path: safetensors, or a torch file of the zip format.
        target: The safetensors file to write, whole.
        model: Id for messages.
        inert: Qualified names the file may mention (for instance its model class); they become placeholders that
            only keep what they were given, and are never imported or called.

    Raises:
        ModelRefused: If the file is of no safe kind, lies about itself, holds numbers that are not finite, names other
            code, or the child does not finish within its limits.
    """
    container = container_of(path)
    if container not in ("safetensors", "torch-zip"):
        raise ModelRefused(
            model,
            f"{path.name} is neither safetensors nor a current torch file",
            "Ask the publisher for a safetensors file.",
        )
    if container == "torch-zip":
        _check_zip(path, model)
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    answer: dict[str, Any]
    with whole_file(target) as temporary:
        child = context.Process(target=_child, args=(sender, str(path), str(temporary), container, inert), daemon=True)
        child.start()
        sender.close()
        try:
            answer = (
                receiver.recv()
                if receiver.poll(MAX_SECONDS)
                else {"error": f"checking took longer than {MAX_SECONDS} s"}
            )
        except EOFError:
            child.join(5)
            answer = {"error": f"checking it needed more than its limits allow (exit code {child.exitcode})"}
        finally:
            child.kill()
            child.join()
        if "error" in answer:
            temporary.touch()
            raise ModelRefused(model, f"{path.name}: {answer['error']}")
    tensors = {name: (tuple(shape), dtype) for name, (shape, dtype) in answer["tensors"].items()}
    return WeightsReport(tensors, answer["values"])


def _check_zip(path: Path, model: str) -> None:
    """Entries must be stored, not compressed, with distinct names: a deflated archive can unpack a thousandfold."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise ModelRefused(model, f"{path.name} is damaged ({error})") from error
    if any(entry.compress_type != zipfile.ZIP_STORED or entry.flag_bits & 0x1 for entry in entries):
        raise ModelRefused(model, f"{path.name} is a compressed archive, which torch never writes")
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names) or sum(name.endswith("data.pkl") for name in names) != 1:
        raise ModelRefused(model, f"{path.name} holds entries twice")
    if sum(entry.file_size for entry in entries) > path.stat().st_size:
        raise ModelRefused(model, f"{path.name} announces more than it holds")


class _Refused(Exception):
    """A reason inside the child, to be sent to the parent as a word."""


def _child(sender: Connection, source: str, target: str, container: str, inert: tuple[str, ...]) -> None:
    """The capped process. Everything it meets ends as one answer on the pipe."""
    size = Path(source).stat().st_size
    try:
        tree = _load_safetensors(source) if container == "safetensors" else _load_torch(source, size, inert)
        answer = _checked(tree, target, size)
    except _Refused as refused:
        answer = {"error": str(refused)}
    except MemoryError:
        answer = {"error": "it needs more memory than its size justifies"}
    except Exception as error:  # noqa: BLE001 - the worker's boundary: whatever a hostile file raises is a refusal
        first_line = str(error).split("\n", maxsplit=1)[0]
        answer = {"error": f"it cannot be read safely ({type(error).__name__}: {first_line[:200]})"}
    sender.send(answer)
    sender.close()


class _Inert:
    """Stands for a class or function of the file: takes any arguments and any state, and does nothing with them."""

    qualified = ""

    def __new__(cls, *arguments: Any) -> Any:
        made = super().__new__(cls)
        made.arguments = arguments  # type: ignore[attr-defined]
        return made

    def __setstate__(self, _state: Any) -> None:
        """Nothing: what an instance knows beyond its arguments is of no use to us."""


def _cap(size: int) -> None:
    """Memory, written bytes and CPU time, where the system has such limits (POSIX)."""
    if os.name != "posix":
        return
    import resource

    memory = 4 * size + _EXTRA_MEMORY + _mapped_bytes()
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (2 * size + (64 << 20), 2 * size + (64 << 20)))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))


def _mapped_bytes() -> int:
    import psutil

    return int(psutil.Process().memory_info().vms)


def _load_safetensors(source: str) -> Any:
    from safetensors import safe_open

    _cap(Path(source).stat().st_size)
    with safe_open(source, framework="pt") as opened:
        return {name: opened.get_tensor(name) for name in opened.keys()}  # noqa: SIM118 - safe_open is no mapping


def _load_torch(source: str, size: int, inert: tuple[str, ...]) -> Any:
    import torch

    torch.set_num_threads(1)
    _cap(size)
    placeholders = [(type(name.rpartition(".")[2], (_Inert,), {"qualified": name}), name) for name in inert]
    with torch.serialization.safe_globals(placeholders):  # type: ignore[arg-type]
        return torch.load(source, map_location="cpu", weights_only=True, mmap=True)


def _checked(tree: Any, target: str, size: int) -> dict[str, Any]:
    import torch
    from safetensors.torch import save_file

    tensors: dict[str, torch.Tensor] = {}
    values: dict[str, Any] = {}
    _flatten(tree, "", 0, tensors, values)
    if not tensors:
        raise _Refused("it holds no tensors")
    for name, tensor in tensors.items():
        _check_tensor(name, tensor, size)
    if sum(t.numel() * t.element_size() for t in tensors.values()) > 4 * size + 4096:
        raise _Refused("its tensors unfold to more than the file holds")
    plain = {name: tensor.clone(memory_format=torch.contiguous_format) for name, tensor in tensors.items()}
    save_file(plain, target, metadata={"values": json.dumps(values)})
    return {
        "tensors": {n: (tuple(t.shape), str(t.dtype).removeprefix("torch.")) for n, t in plain.items()},
        "values": values,
    }


def _check_tensor(name: str, tensor: Any, size: int) -> None:
    import torch

    needed = tensor.numel() * tensor.element_size()
    if (
        tensor.layout != torch.strided
        or needed > tensor.untyped_storage().nbytes()
        or needed > min(size, MAX_TENSOR_BYTES)
    ):
        raise _Refused(f"the tensor {name[:100]} claims more numbers than the file holds")
    if tensor.is_floating_point() and not bool(torch.isfinite(tensor.float()).all()):
        raise _Refused(f"the tensor {name[:100]} holds numbers that are not finite")


def _flatten(node: Any, prefix: str, depth: int, tensors: dict[str, Any], values: dict[str, Any]) -> None:
    import torch

    if depth > _MAX_DEPTH:
        raise _Refused("it is nested too deeply")
    if isinstance(node, torch.Tensor):
        tensors[prefix or "tensor"] = node.detach()
    elif isinstance(node, dict):
        for key, item in node.items():
            if not isinstance(key, str | int):
                raise _Refused(f"it has a key of type {type(key).__name__}")
            _flatten(item, f"{prefix}.{key}" if prefix else str(key), depth + 1, tensors, values)
    elif isinstance(node, list | tuple) and any(isinstance(item, torch.Tensor | dict) for item in node):
        for index, item in enumerate(node):
            _flatten(item, f"{prefix}.{index}", depth + 1, tensors, values)
    else:
        values[prefix] = _plain(node, depth)


def _plain(node: Any, depth: int) -> Any:
    """A value as JSON has it; what JSON has no word for as its type's name."""
    if depth > _MAX_DEPTH:
        raise _Refused("it is nested too deeply")
    if isinstance(node, str | int | float | bool) or node is None:
        return node
    if isinstance(node, list | tuple):
        return [_plain(item, depth + 1) for item in node]
    if isinstance(node, _Inert):
        return {"inert": node.qualified, "arguments": _plain(node.arguments, depth + 1)}  # type: ignore[attr-defined]
    if isinstance(node, type) and issubclass(node, _Inert):
        return {"inert": node.qualified}
    return f"<{type(node).__name__}>"
