"""The house style of every figure: colours, fonts, number formats, the line that says where it is from."""

import plotly.graph_objects as go

BLUE = "#1D5FAD"
OWN = "#C8541A"
GREY = "#8A94A3"
PALE = "#C9D6E6"
INK = "#1F2937"
GRID = "#E3E8EF"
FONT = "'Microsoft YaHei','PingFang SC','Noto Sans CJK SC','Source Han Sans SC','Noto Sans SC',sans-serif"

# Pixels for two lines of a finding and two small ones below it.
TWO_LINES = 112

GRADE_COLOURS = {"优秀": "#1D5FAD", "良好": "#4F8AC9", "合格": "#9DBBDD", "不合格": "#B3261E"}

# The title keeps clear of the figures beside it.
_AXIS = {
    "gridcolor": GRID,
    "zerolinecolor": GRID,
    "automargin": True,
    "fixedrange": True,
    "title": {"font": {"size": 13}, "standoff": 8},
}
TEMPLATE = go.layout.Template(
    layout=go.Layout(
        font={"family": FONT, "size": 13, "color": INK},
        title={"font": {"size": 16}, "x": 0, "xanchor": "left", "yanchor": "top"},
        paper_bgcolor="#FFFFFF",
        plot_bgcolor="#FFFFFF",
        colorway=[BLUE, "#E08A3C", "#4C9A8B", "#8B6BB1", "#B3261E", "#7A8794", "#B59B2E", "#3E7CB1"],
        xaxis=_AXIS,
        yaxis=_AXIS,
        margin={"l": 8, "r": 24, "t": 92, "b": 96},
        hoverlabel={"font": {"family": FONT, "size": 13}, "bgcolor": "#FFFFFF"},
        # Below the plot, in pixels of the container, so that no title length can run into it.
        legend={
            "orientation": "h",
            "yref": "container",
            "y": 0,
            "yanchor": "bottom",
            "x": 0,
            "xanchor": "left",
        },
        separators=".,",
        bargap=0.28,
    )
)


def finish(figure: go.Figure, *, finding: str, definition: str, source: str, height: int) -> go.Figure:
    """Give a figure its finding as title, and below it in grey its definition and its edition."""
    small = f"<span style='font-size:12px;color:{GREY}'>"
    figure.update_layout(
        template=TEMPLATE,
        height=height,
        title={"text": f"{finding}<br>{small}{definition}</span><br>{small}{source}</span>"},
        dragmode=False,
    )
    return figure


def two_line_finding(figure: go.Figure) -> go.Figure:
    """Room above the plot for a finding of two lines, so that a phone shows it whole."""
    place = {"y": 1, "yref": "container", "yanchor": "top", "pad": {"t": 22}}
    figure.update_layout(margin_t=TWO_LINES, title=place)
    return figure
