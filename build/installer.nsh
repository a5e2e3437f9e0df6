; Additions to electron-builder's NSIS installer: ends a running bridge in order, asks about the data at uninstall, takes the log-in entry away.

!macro customUnInstall
  ; The program registered itself to start at log-in (src/main/autoStart.ts) under its application id.
  DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "app.stockbridge"
  DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "Stockbridge"

  ; An upgrade runs this too, silently and with this flag: data stay.
  ${ifNot} ${isUpdated}
    MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 \
      "Delete Stockbridge's data as well?$\r$\n$\r$\nThat is: settings, the list of orders already entered in QuickBooks, and the sync log. \
Without that list a later installation cannot know which orders are in QuickBooks already.$\r$\n$\r$\nChoose No to keep them." \
      /SD IDNO IDNO keepData
      SetShellVarContext current
      RMDir /r "$LOCALAPPDATA\Stockbridge"
    keepData:
  ${endIf}
!macroend
