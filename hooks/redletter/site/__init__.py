"""What frames the pages, free of MkDocs: navigation, alternates, search, sitemap, and the site's proof."""

from redletter.site.assets import wanted
from redletter.site.finding import robots, search_index, sitemap
from redletter.site.framing import Frame, Frames, Switch
from redletter.site.headers import content_security_policy, headers_file, nginx
from redletter.site.navigation import Entry, navigation
from redletter.site.proof import prove
from redletter.site.stylesheets import joined as style_sheet

__all__ = [
    "Entry",
    "Frame",
    "Frames",
    "Switch",
    "content_security_policy",
    "headers_file",
    "navigation",
    "nginx",
    "prove",
    "robots",
    "search_index",
    "sitemap",
    "style_sheet",
    "wanted",
]
