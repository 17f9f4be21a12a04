"""LibreOffice that stays open and saves one workbook after another: starting it costs seconds, a save does not."""

import subprocess
import time
from pathlib import Path

FORMS = {"xlsx": "Calc MS Excel 2007 XML", "ods": "calc8"}
TIMEOUT = 300  # s, for the start and for one save
# Runs within LibreOffice: waits for 1.go, 2.go … and saves 1.xlsx, 2.xlsx … in the form that the file names.
_MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Serve(box As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  Dim form(0) As New com.sun.star.beans.PropertyValue
  Dim at As Long
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  form(0).Name = "FilterName"
  at = 1
  Do While Not FileExists(box &amp; "/stop")
    If FileExists(box &amp; "/" &amp; at &amp; ".go") Then
      file = FreeFile
      Open box &amp; "/" &amp; at &amp; ".go" For Input As #file
      Line Input #file, filter
      Close #file
      book = StarDesktop.loadComponentFromURL(ConvertToURL(box &amp; "/" &amp; at &amp; ".xlsx"), "_blank", 0, hidden())
      form(0).Value = filter
      book.storeToURL(ConvertToURL(box &amp; "/" &amp; at &amp; ".saved"), form())
      book.close(True)
      file = FreeFile
      Open box &amp; "/" &amp; at &amp; ".done" For Output As #file
      Close #file
      at = at + 1
    Else
      Wait 50
    End If
  Loop
  StarDesktop.terminate()
End Sub
</script:module>
"""


class Office:
    """One LibreOffice with a profile of its own in `folder`."""

    def __init__(self, soffice: str, folder: Path) -> None:
        self.box = folder / "box"
        self.box.mkdir(parents=True)
        self.count = 0
        profile = folder / "profile"
        command = [
            soffice,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--norestore",
            "--nologo",
        ]
        env = {"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": str(folder)}
        # The first start makes the profile, and an empty module in it.
        subprocess.run(
            [*command, "--terminate_after_init"], check=True, capture_output=True, timeout=TIMEOUT, env=env
        )
        (profile / "user" / "basic" / "Standard" / "Module1.xba").write_text(_MACRO, "utf-8")
        self.process = subprocess.Popen(
            [*command, f'macro:///Standard.Module1.Serve("{self.box}")'],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env,
        )  # fmt: skip

    def save(self, data: bytes, form: str = "xlsx") -> bytes:
        """The workbook as LibreOffice saves it after opening it."""
        self.count += 1
        (self.box / f"{self.count}.xlsx").write_bytes(data)
        waiting = self.box / f"{self.count}.waiting"
        waiting.write_text(f"{FORMS[form]}\n", "utf-8")
        waiting.rename(self.box / f"{self.count}.go")
        done, end = self.box / f"{self.count}.done", time.monotonic() + TIMEOUT
        while not done.exists():
            assert self.process.poll() is None, "LibreOffice ended"
            assert time.monotonic() < end, "LibreOffice does not answer"
            time.sleep(0.02)
        saved = (self.box / f"{self.count}.saved").read_bytes()
        for path in self.box.glob(f"{self.count}.*"):
            path.unlink()
        return saved

    def close(self) -> None:
        """End it."""
        (self.box / "stop").touch()
        try:
            self.process.wait(TIMEOUT)
        except subprocess.TimeoutExpired:
            self.process.kill()
