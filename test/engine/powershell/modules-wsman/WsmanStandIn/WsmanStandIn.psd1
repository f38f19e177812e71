@{
    RootModule        = 'WsmanStandIn.psm1'
    ModuleVersion     = '1.0'
    GUID              = '3a0f4f1f-8c35-4c1e-9d5e-6f0e2f5b7c11'
    FunctionsToExport = 'New-PSSession', 'Get-WSManInstance', 'Remove-WSManInstance'
    CmdletsToExport   = @()
    AliasesToExport   = @()
    VariablesToExport = @()
}
