using System.Globalization;
using Foobar.ServiceDefaults;
using k8s;
using k8s.Models;

namespace Foobar.Tests.Unit.Deploy.Kubernetes;

/// <summary>The overlays are what the application model says, as far as it says something: <c>deploy/manifest.json</c>.</summary>
public sealed class ModelTests
{
    /// <summary>What a deployment says beyond the model.</summary>
    private static readonly Dictionary<string, string[]> OwnVariables = new()
    {
        ["gateway"] = ["ASPNETCORE_HTTPS_PORT", "Admin__Address", "Discovery__Address", "Drain__AtLeast", "Hosts__Served__0", "Metrics__Prometheus", "Tls__Certificate", "Tls__Key"],
        ["web"] = ["MYSQL_1", "MYSQL_2", "MYSQL_3", "MYSQL_SITE_PASSWORD", "Metrics__Prometheus"],
        ["database"] = ["MYSQL_1", "MYSQL_2", "MYSQL_3", "MYSQL_PASSWORD", "MYSQL_USER", "Metrics__Prometheus", "MySql__ManagesGroup"],
    };

    public static TheoryData<string> Overlays => [.. Overlay.Names];

    public static TheoryData<string> WithOwnMySql => ["local", "production"];

    /// <summary>The workload that a resource of the model is: the webs are the pods of one, so that there can be more.</summary>
    internal static string WorkloadOf(string resource) => resource is FoobarNames.Resources.Web1 or FoobarNames.Resources.Web2 ? "web" : resource;

    [Theory]
    [MemberData(nameof(WithOwnMySql))]
    public async Task Every_resource_of_the_model_is_deployed(string name)
    {
        var overlay = await Overlay.RenderAsync(name);

        Assert.Equal(
            PublishedManifest.Runnables.Select(resource => PublishedManifest.Members.Contains(resource) ? "mysql" : WorkloadOf(resource))
                .Concat(["alertmanager", "backup", "grafana", "prometheus"]).Distinct().Order(),
            overlay.Workloads.Select(workload => workload.Name).Order());
        Assert.Subset(
            overlay.All<V1Secret>().Single(one => one.Metadata.Name.StartsWith("foobar-", StringComparison.Ordinal)).Data.Keys.ToHashSet(),
            PublishedManifest.Parameters.ToHashSet());
    }

    [Theory]
    [MemberData(nameof(WithOwnMySql))]
    public async Task The_members_have_the_names_images_ports_arguments_variables_and_volumes_of_the_model(string name)
    {
        var overlay = await Overlay.RenderAsync(name);
        var mysql = overlay.GetWorkload("mysql");
        var set = overlay.Find<V1StatefulSet>("mysql")!;
        var model = CreateManifest(overlay);

        Assert.Equal(PublishedManifest.Members, Enumerable.Range(set.Spec.Ordinals.Start!.Value, set.Spec.Replicas!.Value).Select(number => $"mysql-{number}"));
        foreach (var member in PublishedManifest.Members)
        {
            var variables = Variables.Of(overlay, mysql, int.Parse(member.Split('-')[^1], CultureInfo.InvariantCulture));

            Assert.Equal(PublishedManifest.ImageOf(member), mysql.Container.Image);
            // A larger server has a larger cache; everything else is the model's.
            Assert.Equal(model.ArgumentsOf(member), mysql.Container.Args.Select(variables.Expand).Where(argument => !argument.StartsWith("--innodb-buffer-pool-size=", StringComparison.Ordinal)));
            Assert.Equal(model.VariablesOf(member), from variable in variables.Names where !variable.StartsWith("MYSQL_N", StringComparison.Ordinal) select KeyValuePair.Create(variable, variables[variable]!));
            Assert.Equal(PublishedManifest.BindingsOf(member).Select(one => (one.Name, one.TargetPort!.Value)), mysql.Ports.Select(port => (port.Key, port.Value)));
            foreach (var volume in PublishedManifest.VolumesOf(member))
                Assert.Contains(mysql.Container.VolumeMounts, mount => mount.MountPath == volume && mysql.Claims.Any(claim => claim.Metadata.Name == mount.Name));
        }
        // Each name leads to its own pod, before that is ready.
        Assert.All(PublishedManifest.Members, member => Assert.Equal($"{member}.{set.Spec.ServiceName}", overlay.GetGenerated("mysql-members")[member]));
        Assert.Equal(("None", true), (overlay.Find<V1Service>(set.Spec.ServiceName)!.Spec.ClusterIP, overlay.Find<V1Service>(set.Spec.ServiceName)!.Spec.PublishNotReadyAddresses));
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task The_services_have_the_images_ports_and_variables_of_the_model(string name)
    {
        var overlay = await Overlay.RenderAsync(name);
        var model = CreateManifest(overlay);
        // Another engine's administrator has another name.
        string Adapt(string value) => value.Replace("User ID=root;", $"User ID={overlay.GetGenerated("mysql-members")["user"]};", StringComparison.Ordinal);

        foreach (var resource in PublishedManifest.Projects)
        {
            var workload = overlay.GetWorkload(WorkloadOf(resource));
            var variables = Variables.Of(overlay, workload);
            // The webs are found by the name of all, below.
            var wanted = model.VariablesOf(resource).Where(one => resource != FoobarNames.Resources.Gateway || !(one.Key.StartsWith("services__web-", StringComparison.Ordinal) || one.Key.StartsWith("WEB_", StringComparison.Ordinal))).ToArray();

            Assert.Equal(PublishedManifest.RepositoryOf(resource), workload.Container.Image.Split('/')[^1].Split(':')[0]);
            Assert.Equal(PublishedManifest.BindingsOf(resource).Select(one => one.Name), workload.Ports.Keys);
            Assert.All(wanted, one => Assert.Equal((one.Key, Adapt(one.Value)), (one.Key, variables[one.Key])));
            Assert.Empty(variables.Names.Except(wanted.Select(one => one.Key)).Except(OwnVariables[workload.Name]));
        }
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task The_other_containers_have_the_images_ports_arguments_variables_and_files_of_the_model(string name)
    {
        var overlay = await Overlay.RenderAsync(name);
        var model = CreateManifest(overlay);

        foreach (var resource in PublishedManifest.Containers.Except(PublishedManifest.Members))
        {
            var workload = overlay.GetWorkload(resource);
            var variables = Variables.Of(overlay, workload);

            Assert.Equal(PublishedManifest.ImageOf(resource), workload.Container.Image);
            Assert.Equal(PublishedManifest.BindingsOf(resource).Select(one => (one.Name, one.TargetPort!.Value)), workload.Ports.Select(port => (port.Key, port.Value)));
            Assert.Equal(model.ArgumentsOf(resource), workload.Container.Args ?? []);
            Assert.All(model.VariablesOf(resource), one => Assert.Equal(one, KeyValuePair.Create(one.Key, variables[one.Key]!)));
            // The targets of Prometheus are names here, and no files.
            Assert.All(PublishedManifest.MountsOf(resource).Where(target => Path.GetFileName(target) != "targets"), target => Assert.Contains(workload.Container.VolumeMounts, mount =>
                $"{target}/".StartsWith($"{mount.MountPath}/", StringComparison.Ordinal) || mount.MountPath.StartsWith($"{target}/", StringComparison.Ordinal)));
        }
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task The_gateway_finds_every_web_by_one_name(string name)
    {
        var overlay = await Overlay.RenderAsync(name);
        var address = new Uri(Variables.Of(overlay, overlay.GetWorkload("gateway"))["Discovery__Address"]!);

        var service = overlay.Find<V1Service>(address.Host)!;
        Assert.Equal(("None", true), (service.Spec.ClusterIP, service.Spec.PublishNotReadyAddresses));
        Assert.Equal(["web"], overlay.Workloads.Where(one => Selectors.Matches(service.Spec.Selector, one.Labels)).Select(one => one.Name));
        Assert.Equal(overlay.GetWorkload("web").Ports["http"], address.Port);
        // As many as the model has, at least, and of each.
        Assert.All(overlay.All<V2HorizontalPodAutoscaler>(), scaler => Assert.True(scaler.Spec.MinReplicas >= 2 && scaler.Spec.MaxReplicas >= scaler.Spec.MinReplicas));
        Assert.Equal(["gateway", "web"], overlay.All<V2HorizontalPodAutoscaler>().Select(scaler => scaler.Spec.ScaleTargetRef.Name).Order());
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Only_what_the_model_shows_to_everybody_has_an_address_outside(string name)
    {
        var overlay = await Overlay.RenderAsync(name);
        var external = PublishedManifest.Runnables
            .SelectMany(resource => PublishedManifest.BindingsOf(resource).Where(one => one.IsExternal).Select(one => $"{WorkloadOf(resource)}:{one.Name}"));

        Assert.Equal(external, overlay.All<V1Service>().Where(service => service.Spec.Type is "LoadBalancer" or "NodePort").SelectMany(service => service.Spec.Ports.Select(port => $"{service.Metadata.Name}:{port.TargetPort}")));
        Assert.DoesNotContain(overlay.Objects, one => one is V1Ingress);
    }

    [Theory]
    [MemberData(nameof(WithOwnMySql))]
    public async Task The_backup_knows_what_the_service_knows(string name)
    {
        var overlay = await Overlay.RenderAsync(name);
        var (service, backup) = (Variables.Of(overlay, overlay.GetWorkload("database")), Variables.Of(overlay, overlay.GetWorkload("backup")));
        var shared = service.Names.Where(variable => (variable.StartsWith("ConnectionStrings__", StringComparison.Ordinal) || variable.StartsWith("MySql__", StringComparison.Ordinal)) && variable != "MySql__ManagesGroup");

        Assert.All(shared, variable => Assert.Equal((variable, service[variable]), (variable, backup[variable])));
        Assert.Equal("backup", overlay.GetWorkload("backup").Container.Args[0]);
        // The member that is copied writes to the same place.
        var folder = overlay.GetWorkload("backup").Container.Args[^1];
        var claims = new[] { "backup", "mysql" }.Select(overlay.GetWorkload).Select(one => one.Pod.Volumes.Single(volume => volume.Name == one.Container.VolumeMounts.Single(mount => mount.MountPath == folder).Name).PersistentVolumeClaim.ClaimName);
        Assert.Equal(["backups", "backups"], claims);
    }

    [Fact]
    public async Task A_restore_fills_the_volume_that_the_first_member_takes()
    {
        var mysql = (await Overlay.RenderAsync("production")).GetWorkload("mysql");
        var objects = KubernetesYaml.LoadAllFromString(await File.ReadAllTextAsync(Path.Combine(Overlay.Folder, "restore.yaml"), TestContext.Current.CancellationToken), typeMap: null, strict: true);
        var (claim, job) = (objects.OfType<V1PersistentVolumeClaim>().Single(), objects.OfType<V1Job>().Single());
        var (template, mount) = (mysql.Claims.Single(), mysql.Container.VolumeMounts.Single(mount => mount.Name == "data"));
        var restore = new Workload("restore", job.Spec.Template, Selector: null);

        Assert.Equal($"{template.Metadata.Name}-{PublishedManifest.Members[0]}", claim.Metadata.Name);
        Assert.Equal(template.Spec.AccessModes, claim.Spec.AccessModes);
        Assert.Equal(template.Spec.Resources.Requests["storage"].ToDecimal(), claim.Spec.Resources.Requests["storage"].ToDecimal());
        Assert.Equal([claim.Metadata.Name, "backups"], restore.Pod.Volumes.Select(volume => volume.PersistentVolumeClaim?.ClaimName).OfType<string>().OrderDescending(StringComparer.Ordinal));
        Assert.Equal(["restore", "--from", "/backups/NAME", "--to", $"{restore.Container.VolumeMounts.Single(one => one.Name == "data").MountPath}/{mount.SubPath}"], restore.Container.Args);
        Assert.Equal(mysql.Pod.SecurityContext.RunAsUser, restore.Pod.SecurityContext.RunAsUser);
        Assert.Equal(PublishedManifest.RepositoryOf("database"), restore.Container.Image.Split('/')[^1].Split(':')[0]);
    }

    /// <summary>With values as an overlay gives them: the hosts of its members, the ports of its containers, and the secrets that tests have.</summary>
    private static PublishedManifest CreateManifest(Overlay overlay)
    {
        string PortOf(string resource, string name) =>
            (PublishedManifest.BindingsOf(resource).Single(binding => binding.Name == name).TargetPort ?? overlay.GetWorkload(WorkloadOf(resource)).Ports[name]).ToString(CultureInfo.InvariantCulture);

        return new PublishedManifest(path => path switch
        {
            [var parameter, "value"] => Overlay.GetSecret(parameter),
            [var member, "bindings", _, "host"] => overlay.GetGenerated("mysql-members")[member],
            [var resource, "bindings", var binding, "url"] => $"http://{resource}:{PortOf(resource, binding)}",
            [var resource, "bindings", var binding, "port" or "targetPort"] => PortOf(resource, binding),
            _ => throw new InvalidOperationException($"The manifest has the reference '{string.Join('.', path)}', which this test does not know."),
        });
    }
}
