"""Parts of the filling screen; the preview of a questionnaire draws questions with the same ones."""
