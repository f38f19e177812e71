@{
    RootModule        = 'ImportStandIn.psm1'
    ModuleVersion     = '1.0'
    GUID              = '5c0c8f2c-5d53-44a4-9d28-3f0f7c9f41b6'
    FunctionsToExport = 'Import-PSSession', 'Select-Object', 'Sort-Object'
    CmdletsToExport   = @()
    AliasesToExport   = @()
    VariablesToExport = @()
}
