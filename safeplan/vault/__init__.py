"""Where a plan rests: one file of bytes that look random (docs/vault-format.md).

Bytes in, bytes out: this room knows neither what a plan is nor how it looks. It takes roots, never
passphrases; the short-lived deriving process makes them. For whoever draws a screen:

Opening and saving. ``Vault.open`` in a thread, then ``level`` (after two seconds) if
``needs_level``. ``save`` returns when one copy is written, flushed and read back: only then is it
"saved". ``settle`` at an orderly end. ``erase`` is final when it returns.

What takes seconds. ``change_passphrase`` (2 to 6), ``add_code`` (2 to 8), ``add_notebook``,
``remove_notebook`` and ``remove`` (about 6): in a thread, with the screen saying to leave the stick
in. Each holds the file meanwhile; a save waits for it. The quick exit may kill any of them: a cut
is mended at the next opening. Tell the person that something is done only when the call has
returned.

Passphrases. Both roots of a new one are derived under ``salts`` at the guard's line, first. A
passphrase that opens any door is refused with ``ChooseAnother``. After a change, or a new code, an
older code is void: say so where ``has_code`` was true. A code (``recovery.new_code``) is shown only
after ``add_code`` returned.

From the plan alone: ``add_code``, ``add_notebook``, ``remove_notebook``; elsewhere they answer
``NotThisPassword``, in the same way whether a plan is in the file or not. Ask ``is_plan``,
``has_code``, ``has_notebook`` for what a menu shows.

When something fails, each error carries the id of its sentence. ``NotSaved`` and its kinds: nothing
is lost, ``payload`` is what was saved last, the next call tries again. ``Gone``: offer
``reattach`` when the stick is back; ``Different``: another stick, nothing was written.
``HalfChanged``: both passwords matter until ``settle`` is through. ``HalfAdded``: remove the
notebook, add it again. ``NoCode``: make another. Else nothing was changed.

Room. ``room().low`` from three quarters on: say it then, with what can be done (erase old entries,
another size). ``TooLarge`` refuses a save in whole; the words stay in memory.
"""
