"""What the vault answers when it does not do what was asked.

Each class carries the id of its one sentence. None carries a path, a number of the system or any
byte of the file, so that nothing telling can reach a screen or a log.
"""

from __future__ import annotations

import errno


class VaultError(Exception):
    """A refusal of the vault; its subclasses say which.

    Attributes:
        message_id: the id of the sentence that says what is safe and what to do next.
    """

    message_id = "vault.not_saved"

    def __init__(self) -> None:
        super().__init__(self.message_id)


# The names are answers, and read as such where they are caught.
class NotOpened(VaultError):  # noqa: N818
    """A wrong passphrase, or a file that is not ours: one answer for both."""

    message_id = "vault.not_opened"


class WrongSize(VaultError):  # noqa: N818
    """The file has a size that no vault has."""

    message_id = "vault.wrong_size"


class NotAFile(VaultError):  # noqa: N818
    """A folder, a pipe or a device stands there."""

    message_id = "vault.not_a_file"


class Missing(VaultError):  # noqa: N818
    """Nothing stands there, or its folder does not."""

    message_id = "vault.missing"


class AlreadyThere(VaultError):  # noqa: N818
    """A new vault is never written over something."""

    message_id = "vault.already_there"


class NotAllowed(VaultError):  # noqa: N818
    """The system does not let this person read or make the file."""

    message_id = "vault.not_allowed"


class ReadOnly(VaultError):  # noqa: N818
    """The file or its stick can be read but not written."""

    message_id = "vault.read_only"


class Busy(VaultError):  # noqa: N818
    """Another program has the file open for writing."""

    message_id = "vault.busy"


class NotSaved(VaultError):  # noqa: N818
    """A write did not reach the disk; the copy that was whole before is still whole."""

    message_id = "vault.not_saved"


class Full(NotSaved):
    """The disk has no room."""

    message_id = "vault.full"


class ReadBackDiffers(NotSaved):
    """The disk said that it wrote, and holds something else: a worn or counterfeit stick."""

    message_id = "vault.read_back_differs"


class Gone(NotSaved):
    """The stick was pulled, or the file was removed."""

    message_id = "vault.gone"


class Different(Gone):
    """Another file stands where the vault was; nothing was written to it."""

    message_id = "vault.different"


class TooLarge(NotSaved):
    """What is to be kept does not fit into a file of this size."""

    message_id = "vault.too_large"


class TooLittleMemory(VaultError):  # noqa: N818
    """The key derivation did not get its memory; it is never made cheaper."""

    message_id = "vault.too_little_memory"


class ChooseAnother(VaultError):  # noqa: N818
    """A passphrase that cannot be taken; the reason is not told (it may be in use in the file)."""

    message_id = "vault.choose_another"


class NotThisPassword(VaultError):  # noqa: N818
    """It opens something that has no say over the rest of the file, plan or no plan beside it."""

    message_id = "vault.not_this_password"


class NoPlace(VaultError):  # noqa: N818
    """All doors or all compartments of the file are in use."""

    message_id = "vault.no_place"


class NoNotebook(VaultError):  # noqa: N818
    """The plan knows of no notebook beside it."""

    message_id = "vault.no_notebook"


class HalfChanged(NotSaved):
    """One half has the new passphrase, the other still the old one; levelling finishes it."""

    message_id = "vault.half_changed"


class HalfAdded(NotSaved):
    """A notebook may stand in one half; the plan keeps its place for it."""

    message_id = "vault.half_added"


class NoCode(NotSaved):
    """A new recovery code cannot be relied on, and an older one may be void."""

    message_id = "vault.no_code"


class Unreadable(VaultError):  # noqa: N818
    """A part of the file cannot be read, so that no whole copy of it can be made."""

    message_id = "vault.unreadable"


_ANSWERS: dict[int, type[VaultError]] = {
    errno.ENOENT: Missing,
    errno.ENOTDIR: Missing,
    errno.ENAMETOOLONG: Missing,
    errno.EINVAL: Missing,
    errno.EEXIST: AlreadyThere,
    errno.EISDIR: NotAFile,
    errno.ELOOP: NotAFile,
    errno.EACCES: NotAllowed,
    errno.EPERM: NotAllowed,
    errno.EROFS: ReadOnly,
    errno.ENOSPC: Full,
    errno.EDQUOT: Full,
    errno.EFBIG: Full,
    errno.ENODEV: Gone,
    errno.ENXIO: Gone,
    errno.ESTALE: Gone,
    errno.ENOTCONN: Gone,
    errno.ECONNABORTED: Gone,
}


def answer(fault: OSError, otherwise: type[VaultError] = NotSaved) -> VaultError:
    """The refusal that says what the system's fault means here.

    Args:
        fault: what a call of the system raised.
        otherwise: the answer to a fault that says nothing more.
    """
    return _ANSWERS.get(fault.errno or 0, otherwise)()
