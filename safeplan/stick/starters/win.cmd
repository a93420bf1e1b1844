@echo off
"%here%rt%part%\win\python.exe" -B -X utf8 -X "as=%name%" "%here%app%part%\boot.py" %*
if errorlevel 1 pause
exit /b %errorlevel%
