'''Every screen, each standing in the same frame.

How to make a screen
--------------------
Subclass ``framed.Framed`` and say what it shows; the frame does the rest (three sizes of window,
Tab's way, F1 to F3, Esc, the banner, "Saved.", "more below")::

    class Breathing(Framed):
        """Doc."""

        def middle(self) -> str: return _("quiet.title")      # row 1
        def heading(self) -> str: return _("quiet.heading")       # row 3, pinned, bold
        def body(self) -> Iterable[Widget]:                       # rows 5 to 20, in reading order
            yield Words(_("quiet.help"), quiet=True)
            yield Rows([Row("a", _("quiet.a")), Row("b", _("quiet.b"), tag=_("quiet.later"))])
        def buttons(self): return [(_("button.next"), "next")]    # four at most
        def do_next(self) -> None: ...                            # called by its button

        @on(Rows.Chosen)
        def chosen(self, event: Rows.Chosen) -> None: event.row.key ...

Then enter it in ``places.PLACES`` under a name. ``self.house.visit("name", key=value)`` shows it
over what is seen now, with the keyword values given to its ``__init__`` (take ``name`` too and pass
it to ``super().__init__(name=name)``). ``do_`` methods may be coroutines. What is not in ``PLACES``
is left out of home, strip and keys.

Widgets (``safeplan.app.widgets``)
----------------------------------
``words.Words(text, quiet=False)`` a paragraph · ``words.CautionBlock(NOTICED | STOP_IF | BEFORE,
text)`` a caution, before its tip · ``rows.Rows([...])`` a list; ``row.Row(key, label, tag, mark,
acts)``. ``Rows.Chosen`` comes by Enter, digit or click. ``Rows(ticks=True)`` with marks ``BOX`` /
``TICKED``: ``Rows.Ticked`` by Space, digit, click (answer with ``rows.change(key, mark=...)``) and
``Rows.Done`` by Enter; a row with ``acts=True`` is opened instead ("Add your own"). ``OPEN_RING`` /
``RING`` for one of several. ``Rows.Moved`` when the focus mark moves. ``letters=True`` for long
lists, ``column=36`` for tags as a second column. ``rows.put([...])`` shows other rows and keeps
the place · ``field.OneLine(text)``: ``Field.Entered`` by Enter, ``Field.Changed`` as typed,
``Field.Left`` when the focus goes · ``field.LongText(text, rows=6)``, Enter is a new line.
``buttons.BracketButton`` and ``button_row.ButtonRow`` come from ``buttons()``.
``self.say(words)`` puts words in row 21. Texts are never markup. No colour but the roles of
``themes.py`` (``$ink``, ``$quiet``, ``$accent-ink``, ``$caution-ink`` ...), no timer, no animation.

Answers, saving, going
----------------------
``self.house.session`` holds ``plan``, ``guide``, ``arrangement``, ``helplines``, ``read_only``.
``session.answer("section.field", Answer("answer", value))`` writes one answer and saves at once;
``now=False`` while typing (a pause of a second saves). ``session.put(plan)`` for anything else.
Saving runs in the background; "Saved." and the banner come by themselves. ``leave()`` is called
before a screen is left by any key: put what was written into the plan there. In a handler never
wait for the disk, the guard or a derivation: ``self.run_worker(..., thread=True)``.
``self.house.back()``, ``go_home()``, ``visit(place, ...)``, ``change_to(place, ...)`` (instead of
this screen), ``open_page(section)`` (its gate first), ``onward.open_question(app, key)``.
``saying.fill(session, text)`` fills {them}, {emergency}, {crisis} and {hide_key}.
``press_back()`` is the button in row 1, ``action_back()`` is Esc; both go back where nobody says
otherwise. ``on_screen_resume`` comes for screens that are only passed by, too: look at
``self.is_current`` before anything that cannot be taken back.

Questions
---------
Subclass ``question.Question``: give ``answer_body()`` (the widgets to answer with, the first of
them with the id ``answer``) and ``value()`` (what is written now, or None for nothing), enter the
class in ``onward.SCREENS`` under the kind of field (``onward.kind_of``) and the module in
``kinds``. Prompt, help, cautions, the four buttons, saving, going on and back are there already;
``date_question`` is a small model. Lines in the person's own words come from
``lines_question.LinesQuestion``. Where the file is read only, ``reading_body()`` stands in the
place of the answer. ``onward.open_question`` shows a question behind the gate of its page and its
own.
'''
