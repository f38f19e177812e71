@{
    RootModule        = 'ImportForbidden.psm1'
    ModuleVersion     = '1.0'
    GUID              = '0c1ab3fc-2a3f-4fb7-a3f2-a1c2f7e0f1aa'
    FunctionsToExport = 'Import-PSSession'
    CmdletsToExport   = @()
    AliasesToExport   = @()
    VariablesToExport = @()
}
