using System.Text;
using Foobar.ServiceDefaults;
using k8s.Models;

namespace Foobar.Tests.Unit.Deploy.Kubernetes;

/// <summary>What holds for every pod and every object of every overlay.</summary>
public sealed class RuleTests
{
    /// <summary>Secrets that somebody else makes, such as who renews the certificate.</summary>
    private static readonly string[] MadeElsewhere = ["gateway-tls"];

    private static readonly string[] OfTheModel = ["gateway", "web", "database"];

    public static TheoryData<string> Overlays => [.. Overlay.Names];

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task No_pod_may_do_more_than_it_needs(string name) => Assert.All((await Overlay.RenderAsync(name)).Workloads, workload =>
    {
        var (pod, container) = (workload.Pod, workload.Container);

        Assert.True(pod.SecurityContext.RunAsNonRoot);
        Assert.True(pod.SecurityContext.RunAsUser > 0 && pod.SecurityContext.RunAsGroup > 0);
        Assert.Equal("RuntimeDefault", pod.SecurityContext.SeccompProfile.Type);
        Assert.False(pod.AutomountServiceAccountToken);
        Assert.Null(pod.ServiceAccountName);
        Assert.True(pod is { HostNetwork: null, HostPID: null, HostIPC: null });
        Assert.Null(pod.InitContainers);
        Assert.False(container.SecurityContext.AllowPrivilegeEscalation);
        Assert.True(container.SecurityContext.ReadOnlyRootFilesystem);
        Assert.True(container.SecurityContext is { Privileged: null, RunAsUser: null, RunAsNonRoot: null, SeccompProfile: null });
        Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
        Assert.Null(container.SecurityContext.Capabilities.Add);
        Assert.All(container.Ports ?? [], port => Assert.Null(port.HostPort));
        Assert.All(pod.Volumes, volume => Assert.Null(volume.HostPath));
        // Nothing that a pod writes can fill its node.
        Assert.All(pod.Volumes.Where(volume => volume.EmptyDir is not null), volume => Assert.NotNull(volume.EmptyDir.SizeLimit));
    });

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Every_container_says_what_it_needs_and_what_it_may_take(string name) => Assert.All((await Overlay.RenderAsync(name)).Workloads, workload =>
    {
        foreach (var resource in new[] { "cpu", "memory" })
        {
            var (request, limit) = (workload.Container.Resources.Requests[resource].ToDecimal(), workload.Container.Resources.Limits[resource].ToDecimal());
            Assert.InRange(request, 0.001m, limit);
        }
        Assert.Contains(':', workload.Container.Image);
        Assert.DoesNotContain(":latest", workload.Container.Image, StringComparison.Ordinal);
    });

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task What_goes_on_is_probed_for_its_start_for_work_and_for_life(string name) => Assert.All((await Overlay.RenderAsync(name)).Workloads.Where(one => one.IsLongRunning), workload =>
    {
        var container = workload.Container;

        foreach (var probe in new[] { container.StartupProbe, container.ReadinessProbe, container.LivenessProbe })
        {
            Assert.True(probe.TimeoutSeconds >= 2);
            if (probe.HttpGet is not null)
                Assert.Contains(probe.HttpGet.Port.ToString()!, workload.Ports.Keys);
            else
                Assert.NotEmpty(probe.Exec.Command);
        }
        // A slow start is not an end, and nor is a moment without an answer.
        Assert.True(container.StartupProbe.PeriodSeconds * container.StartupProbe.FailureThreshold >= 60);
        Assert.True(container.LivenessProbe.PeriodSeconds * container.LivenessProbe.FailureThreshold >= 30);
        Assert.True(workload.Pod.TerminationGracePeriodSeconds >= 30);
        if (OfTheModel.Contains(workload.Name))
        {
            Assert.Equal((FoobarNames.Health.Alive, FoobarNames.Health.Ready, FoobarNames.Health.Alive), (container.StartupProbe.HttpGet.Path, container.ReadinessProbe.HttpGet.Path, container.LivenessProbe.HttpGet.Path));
            // The images have no shell to prepare an end with: the services drain by themselves, and then have their requests' time.
            Assert.Null(container.Lifecycle);
            var drain = TimeSpan.Parse(container.Env.FirstOrDefault(variable => variable.Name == "Drain__AtLeast")?.Value ?? "00:00:02", System.Globalization.CultureInfo.InvariantCulture);
            Assert.True(workload.Pod.TerminationGracePeriodSeconds >= drain.TotalSeconds + 30);
        }
    });

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Nothing_that_visitors_need_is_taken_away_before_its_successor_works(string name)
    {
        var overlay = await Overlay.RenderAsync(name);

        foreach (var deployment in new[] { "gateway", "web" }.Select(one => overlay.Find<V1Deployment>(one)!))
        {
            Assert.Equal(("RollingUpdate", "0", "1"), (deployment.Spec.Strategy.Type, deployment.Spec.Strategy.RollingUpdate.MaxUnavailable.ToString(), deployment.Spec.Strategy.RollingUpdate.MaxSurge.ToString()));
            Assert.True(deployment.Spec.MinReadySeconds >= 10);
            // Said by the autoscaler.
            Assert.Null(deployment.Spec.Replicas);
        }
        Assert.Equal(("Recreate", 1), (overlay.Find<V1Deployment>("database")!.Spec.Strategy.Type, overlay.Find<V1Deployment>("database")!.Spec.Replicas));
        foreach (var workload in overlay.Workloads.Where(one => one.Name is "gateway" or "web" or "mysql"))
        {
            var budget = Assert.Single(overlay.All<V1PodDisruptionBudget>(), one => Selectors.Matches(one.Spec.Selector, workload.Labels));
            Assert.Equal("1", budget.Spec.MaxUnavailable.ToString());
        }
    }

    // Not "local", which is for one node.
    [Theory]
    [InlineData("production")]
    [InlineData("mysql-operator")]
    [InlineData("managed-mysql")]
    public async Task What_there_is_more_than_one_of_is_on_several_nodes(string name)
    {
        var overlay = await Overlay.RenderAsync(name);

        Assert.All(overlay.Workloads.Where(one => one.Name is "gateway" or "web"), workload =>
        {
            var spread = Assert.Single(workload.Pod.TopologySpreadConstraints, one => one.TopologyKey == "kubernetes.io/hostname");
            Assert.Equal((1, "DoNotSchedule", true), (spread.MaxSkew, spread.WhenUnsatisfiable, Selectors.Matches(spread.LabelSelector, workload.Labels)));
            Assert.All(workload.Pod.Affinity.PodAntiAffinity.PreferredDuringSchedulingIgnoredDuringExecution, one => Assert.True(Selectors.Matches(one.PodAffinityTerm.LabelSelector, workload.Labels)));
        });
        Assert.All(overlay.Workloads.Where(one => one.Name == "mysql"), workload =>
        {
            var apart = Assert.Single(workload.Pod.Affinity.PodAntiAffinity.RequiredDuringSchedulingIgnoredDuringExecution);
            Assert.Equal(("kubernetes.io/hostname", true), (apart.TopologyKey, Selectors.Matches(apart.LabelSelector, workload.Labels)));
        });
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Everything_that_is_referred_to_exists(string name)
    {
        var overlay = await Overlay.RenderAsync(name);

        Assert.All(overlay.Workloads, workload =>
        {
            if (workload.Selector is { } own)
                Assert.True(Selectors.Matches(own, workload.Labels));
            var volumes = workload.Pod.Volumes.Select(volume => volume.Name).Concat(workload.Claims.Select(claim => claim.Metadata.Name));
            Assert.Equal(volumes.Order(), workload.Container.VolumeMounts.Select(mount => mount.Name).Order());
            Assert.All(workload.Pod.Volumes, volume => RequireSource(overlay, volume));
            var commands = new[] { workload.Container.StartupProbe?.Exec, workload.Container.ReadinessProbe?.Exec, workload.Container.LivenessProbe?.Exec, workload.Container.Lifecycle?.PreStop?.Exec }.Where(exec => exec is not null).SelectMany(exec => exec!.Command);
            Assert.All(commands.Where(argument => argument.StartsWith('/')), script => RequireScript(overlay, workload, script));
            // Each reference to a key is read, and one that does not exist is an error; none is left over.
            var variables = Variables.Of(overlay, workload, workload.Claims.Count > 0 ? 1 : null);
            Assert.All(workload.Container.Args ?? [], argument => Assert.DoesNotContain("$(", variables.Expand(argument), StringComparison.Ordinal));
            Assert.All(overlay.GetGenerated("mysql-members")["members"].Split(','), member =>
                Assert.DoesNotContain("$(", variables[$"ConnectionStrings__{member}"] ?? "", StringComparison.Ordinal));
        });
        Assert.All(overlay.All<V1Service>(), service =>
        {
            var workload = Assert.Single(overlay.Workloads, one => Selectors.Matches(service.Spec.Selector, one.Labels));
            Assert.All(service.Spec.Ports, port => Assert.Contains(port.TargetPort.ToString()!, workload.Ports.Keys));
        });
        Assert.All(overlay.All<V1StatefulSet>(), set => Assert.NotNull(overlay.Find<V1Service>(set.Spec.ServiceName)));
        Assert.All(overlay.All<V2HorizontalPodAutoscaler>(), scaler => Assert.NotNull(overlay.Find<V1Deployment>(scaler.Spec.ScaleTargetRef.Name)));
        Assert.All(overlay.All<V1PodDisruptionBudget>(), budget => Assert.Single(overlay.Workloads, one => Selectors.Matches(budget.Spec.Selector, one.Labels)));
        Assert.All(overlay.All<InnoDBCluster>(), cluster => Assert.Equal(["rootHost", "rootPassword", "rootUser"], overlay.GetSecrets((string)cluster.Spec["secretName"]).Keys.Order()));
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task No_secret_is_anywhere_but_in_Secrets(string name)
    {
        var overlay = await Overlay.RenderAsync(name);
        var values = overlay.All<V1Secret>().SelectMany(secret => secret.Data.Values).Select(Encoding.UTF8.GetString).Where(value => value.StartsWith(Overlay.GetSecret(""), StringComparison.Ordinal)).ToHashSet();

        Assert.True(values.Count >= 6);
        Assert.All(values, value => Assert.DoesNotContain(value, overlay.Text, StringComparison.Ordinal));
        Assert.All(overlay.Workloads.SelectMany(workload => workload.Container.Env ?? []), variable =>
        {
            if (variable.Name.Contains("Password", StringComparison.OrdinalIgnoreCase) || variable.Name is "Admin__Key" or "Tokens__SigningKey")
                Assert.NotNull(variable.ValueFrom.SecretKeyRef);
            if (variable.Value?.Contains("Password=", StringComparison.Ordinal) == true)
                Assert.Matches(@";Password=\$\([A-Z_]+\)(;|$)", variable.Value);
        });
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task All_of_it_is_in_one_namespace_that_lets_no_other_pods_in(string name)
    {
        var overlay = await Overlay.RenderAsync(name);

        var space = Assert.Single(overlay.All<V1Namespace>());
        Assert.Equal(name == "mysql-operator" ? "baseline" : "restricted", space.Metadata.Labels["pod-security.kubernetes.io/enforce"]);
        Assert.All(overlay.Objects.Where(one => one is not V1Namespace), one => Assert.Equal(space.Metadata.Name, one.Metadata.NamespaceProperty));
        Assert.Equal(overlay.Objects.Count, overlay.Objects.Select(one => (one.Kind, one.Metadata.Name)).Distinct().Count());
    }

    private static void RequireScript(Overlay overlay, Workload workload, string script)
    {
        var mount = workload.Container.VolumeMounts.Single(mount => mount.MountPath == Path.GetDirectoryName(script));
        Assert.Contains(Path.GetFileName(script), overlay.GetSettings(workload.Pod.Volumes.Single(volume => volume.Name == mount.Name).ConfigMap.Name).Keys);
    }

    private static void RequireSource(Overlay overlay, V1Volume volume)
    {
        var maps = new[] { (volume.ConfigMap?.Name, volume.ConfigMap?.Items) }.Concat((volume.Projected?.Sources ?? []).Select(source => (source.ConfigMap?.Name, source.ConfigMap?.Items)));
        foreach (var (map, items) in maps.Where(one => one.Name is not null))
            Assert.Subset(overlay.GetSettings(map!).Keys.ToHashSet(), (items ?? []).Select(item => item.Key).ToHashSet());
        if (volume.Secret is { } secret && !MadeElsewhere.Contains(secret.SecretName))
            Assert.Equal(["tls.crt", "tls.key"], overlay.GetSecrets(secret.SecretName).Keys.Order());
        if (volume.PersistentVolumeClaim is { } claim)
            Assert.NotNull(overlay.Find<V1PersistentVolumeClaim>(claim.ClaimName));
    }
}
