"""Jupyter's own test suite for kernels, on the kernel whose name is in the environment."""

import os
import unittest

import jupyter_kernel_test


class SoftgradKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = os.environ["SOFTGRAD_TEST_KERNEL"]
    language_name = "typescript"
    file_extension = ".ts"
    code_hello_world = "console.log('hello, world')"
    code_stderr = "console.error('oops')"
    completion_samples = [
        {"text": "consol", "matches": {"console"}},
        {"text": "console.lo", "matches": {"log"}},
    ]
    complete_code_samples = ["1", "let x = 2", "function f() {\n  return 1;\n}"]
    incomplete_code_samples = ["function f() {", "let x = [1,", "`abc"]
    invalid_code_samples = ["let = )", "a b c"]
    code_inspect_sample = "console"
    code_execute_result = [
        {"code": "1+2", "result": "3"},
        {"code": "'a' + 'b'", "result": "'ab'"},
    ]
    code_display_data = [
        {
            "code": "import * as tslab from 'tslab'; tslab.display.html('<b>x</b>');",
            "mime": "text/html",
        },
        {"code": "display({ 'image/png': 'AAAA' }, { raw: true })", "mime": "image/png"},
    ]
    code_generate_error = "throw new Error('x')"
    supported_history_operations = ("tail", "search", "range")
    code_history_pattern = "1?2*"
    code_clear_output = "clearOutput()"
    # No pager: front ends show what a kernel displays; `code_page_something` stays empty.


if __name__ == "__main__":
    unittest.main(verbosity=2)
