namespace Aspire.Hosting.ApplicationModel;

/// <summary>Names of snapshot properties that tools look for.</summary>
internal static class KnownProperties
{
    public const string ResourceWaitingFor = "resource.waitingFor";
    public const string ExecutablePid = "executable.pid";
    public const string ExecutablePath = "executable.path";
    public const string ExecutableWorkDir = "executable.workDir";
    public const string ExecutableArgs = "executable.args";
    public const string ProjectPath = "project.path";
    public const string ProjectLaunchProfile = "project.launchProfile";
    public const string ContainerImage = "container.image";
    public const string ParameterValue = "Value";
}
