@rem Starts exterm on the Node that lies beside it.
@"%~dp0node\node.exe" "%~dp0bin\exterm.js" %*
