using System.Collections;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Local;

/// <summary>Works out the command, arguments and variables of an instance.</summary>
internal sealed class ProcessSpecFactory(DistributedApplicationExecutionContext executionContext, AppHostIdentity identity, DevelopmentCertificate certificate,
    IServiceProvider services)
{
    /// <summary>Variables of the application host that say how itself runs, so its projects do not inherit them.</summary>
    private static readonly string[] NotInherited =
        ["ASPNETCORE_URLS", "DOTNET_LAUNCH_PROFILE", "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT", "ASPIRE_LOGLEVEL"];

    public async Task<PreparedRun> PrepareAsync(ResourceInstance instance, ILogger logger, CancellationToken cancellationToken)
    {
        var resource = instance.Resource;
        var configuration = await ExecutionConfigurationBuilder.Create(resource)
            .WithArgumentsConfig()
            .WithEnvironmentVariablesConfig()
            .BuildAsync(executionContext, logger, cancellationToken).ConfigureAwait(false);
        if (configuration.Exception is { } failure)
            throw failure is AggregateException several ? several.InnerExceptions[0] : failure;

        var arguments = configuration.Arguments.Select(argument => ReplicaTemplate.Fill(argument.Value, instance)).ToArray();
        var variables = configuration.EnvironmentVariables.ToDictionary(variable => variable.Key, variable => ReplicaTemplate.Fill(variable.Value, instance));
        var run = resource switch
        {
            ContainerResource container => await PrepareContainerAsync(container, variables, arguments, logger, cancellationToken).ConfigureAwait(false),
            ProjectResource project => new LocalRun(await PrepareProjectAsync(project, variables, arguments, cancellationToken).ConfigureAwait(false)),
            ExecutableResource executable => new LocalRun(new LocalProcessSpec
            {
                FileName = executable.Command,
                Arguments = arguments,
                WorkingDirectory = executable.WorkingDirectory,
                Environment = Inherit(variables),
            }),
            _ => throw new NotSupportedException($"The resource '{resource.Name}' of type '{resource.GetType().Name}' is no process."),
        };
        return new PreparedRun(run, variables);
    }

    private async Task<LocalRun> PrepareContainerAsync(ContainerResource container, Dictionary<string, string> variables, string[] arguments, ILogger logger,
        CancellationToken cancellationToken)
    {
        if (!container.TryGetLastAnnotation<LocalRunnerAnnotation>(out var runner))
        {
            container.TryGetContainerImageName(out var image);
            throw new NotSupportedException(
                $"The local stand-ins run without a container runtime and cannot run the image '{image}' of resource '{container.Name}'. Build with -p:AspireSource=packages and Docker to run it.");
        }
        var mounts = container.TryGetContainerMounts(out var annotations) ? annotations.ToArray() : [];
        return await runner.Prepare(new LocalRunContext(container, variables, arguments, mounts, services, logger), cancellationToken).ConfigureAwait(false);
    }

    private async Task<LocalProcessSpec> PrepareProjectAsync(ProjectResource project, Dictionary<string, string> variables, string[] arguments, CancellationToken cancellationToken)
    {
        await certificate.EnsureAsync(project, cancellationToken).ConfigureAwait(false);
        var output = ProjectOutput.Find(project, identity);
        // The native launcher has the project's name in process lists; without it (UseAppHost=false) the runtime starts the assembly.
        var launcher = Path.ChangeExtension(output, OperatingSystem.IsWindows() ? ".exe" : null);
        var hasLauncher = File.Exists(launcher);
        return new LocalProcessSpec
        {
            FileName = hasLauncher ? launcher : "dotnet",
            Arguments = hasLauncher ? arguments : ["exec", output, .. arguments],
            WorkingDirectory = Path.GetDirectoryName(project.GetProjectMetadata().ProjectPath)!,
            Environment = Inherit(variables),
        };
    }

    private static Dictionary<string, string> Inherit(Dictionary<string, string> variables)
    {
        var inherited = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(variable => !NotInherited.Contains((string)variable.Key, StringComparer.OrdinalIgnoreCase))
            .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? "");
        foreach (var (name, value) in variables)
            inherited[name] = value;
        return inherited;
    }
}
