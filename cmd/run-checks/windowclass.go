package main

import "os"

// resourceName is the variable of X11 that says what the windows of a program are called,
// the first half of WM_CLASS (ICCCM, section 4.1.2.5); GLFW takes it from there, and the
// second half from the title at the moment when it makes the window. Elsewhere than on X11
// it means nothing.
const resourceName = "RESOURCE_NAME"

func nameWindows() { _ = os.Setenv(resourceName, "run-checks") }

// unnameWindows keeps the name from programs that are started from here, such as a browser.
func unnameWindows() { _ = os.Unsetenv(resourceName) }
