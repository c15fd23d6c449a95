package main

import "syscall"

// stopSignal asks the program to end as a service manager would.
const stopSignal = syscall.SIGTERM
