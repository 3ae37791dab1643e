"""The only shared Streamlit code: guard, menu, frame, feedback and the widgets all screens use."""
