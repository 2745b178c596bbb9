"""A match as one page of HTML without scripts or outside parts."""

from __future__ import annotations

from html import escape

from controllist.matching.results import Match
from controllist.normalize import raised_exponents
from controllist.rendering.labels import label
from controllist.rendering.matches import HEADING, none_found, page_of, reasons
from controllist.rendering.page import TABLE_END, cautions_html, page, table_begin


def match_html(match: Match) -> str:
    """A summary, then the candidates, each under its own heading, and what must be said."""
    body = [f"<h1>{escape(match.query)}</h1>"]
    if match.candidates:
        rows = "".join(
            f'<tr><td>{c.rank}</td><td><a href="#candidate-{c.rank}">{escape(c.code)}</a></td>'
            f'<td class="whole">{escape(c.list)}@{escape(c.edition)}</td>'
            f"<td>{c.score:.2f}</td>"
            f"<td>{escape(raised_exponents(c.heading))}</td></tr>"
            for c in match.candidates
        )
        body.append(f"{table_begin(('rank', *HEADING))}{rows}{TABLE_END}")
        for c in match.candidates:
            body.append(f'<h2 id="candidate-{c.rank}">{escape(c.code)} ({escape(c.list)})</h2>')
            if there := page_of(c):
                body.append(f'<p><a href="{escape(there)}">{escape(c.code)} {label("on the site")}</a></p>')
            body.append(f"<ul>{''.join(f'<li>{escape(reason)}</li>' for reason in reasons(c))}</ul>")
    else:
        body.append(f"<p>{none_found(match)}</p>")
    body.append(f"<h2>{label('Cautions')}</h2>")
    body.append(cautions_html(match.cautions))
    return page(match.query[:80], "\n".join(body))
