using System.Collections.Concurrent;
using System.Text;
using Foobar.Tests.Support;
using GatewaySpeed;
using k8s;
using k8s.Models;

namespace Foobar.Tests.Unit.Deploy.Kubernetes;

/// <summary>An overlay of <c>deploy/kubernetes</c>, rendered by kubectl and read into the types of the Kubernetes API: what these do not know is an error.</summary>
internal sealed class Overlay
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<Overlay>>> Rendered = new(StringComparer.Ordinal);

    private Overlay(string name, string text)
    {
        Name = name;
        Text = text;
        Objects = [.. KubernetesYaml.LoadAllFromString(text, new Dictionary<string, Type> { ["mysql.oracle.com/v2/InnoDBCluster"] = typeof(InnoDBCluster) }, strict: true).Cast<IKubernetesObject<V1ObjectMeta>>()];
        Workloads =
        [
            .. All<V1Deployment>().Select(one => new Workload(one.Metadata.Name, one.Spec.Template, one.Spec.Selector)),
            .. All<V1StatefulSet>().Select(one => new Workload(one.Metadata.Name, one.Spec.Template, one.Spec.Selector) { Claims = [.. one.Spec.VolumeClaimTemplates ?? []] }),
            .. All<V1CronJob>().Select(one => new Workload(one.Metadata.Name, one.Spec.JobTemplate.Spec.Template, Selector: null)),
        ];
    }

    /// <summary>Where they are.</summary>
    public static string Folder { get; } = Path.Combine(Repository.Root, "deploy", "kubernetes");

    /// <summary>The names of all.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Directory.EnumerateDirectories(Path.Combine(Folder, "overlays")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    /// <summary>The name of its folder.</summary>
    public string Name { get; }

    /// <summary>As it was rendered.</summary>
    public string Text { get; }

    /// <summary>All objects.</summary>
    public IReadOnlyList<IKubernetesObject<V1ObjectMeta>> Objects { get; }

    /// <summary>What has pods.</summary>
    public IReadOnlyList<Workload> Workloads { get; }

    /// <summary>Renders it once, with secrets that only tests have.</summary>
    public static Task<Overlay> RenderAsync(string name) => Rendered.GetOrAdd(name, _ => new Lazy<Task<Overlay>>(async () => new Overlay(name, await Kubectl.KustomizeAsync(Prepare(name))))).Value;

    /// <summary>What tests put into a secret.</summary>
    public static string GetSecret(string key) => $"value-of-{key}";

    /// <summary>All objects of a kind.</summary>
    public IEnumerable<T> All<T>() => Objects.OfType<T>();

    /// <summary>The workload of that name.</summary>
    public Workload GetWorkload(string name) => Workloads.Single(workload => workload.Name == name);

    /// <summary>An object that is referred to by its whole name.</summary>
    public T? Find<T>(string name) where T : IKubernetesObject<V1ObjectMeta> => All<T>().SingleOrDefault(one => one.Metadata.Name == name);

    /// <summary>The contents of a ConfigMap that is referred to by its whole name.</summary>
    public IDictionary<string, string> GetSettings(string name) =>
        Find<V1ConfigMap>(name)?.Data ?? throw new InvalidOperationException($"There is no ConfigMap '{name}' in overlay '{Name}'.");

    /// <summary>The contents of a Secret that is referred to by its whole name.</summary>
    public IDictionary<string, byte[]> GetSecrets(string name) =>
        Find<V1Secret>(name)?.Data ?? throw new InvalidOperationException($"There is no Secret '{name}' in overlay '{Name}'.");

    /// <summary>The contents of the ConfigMap that was generated under this name.</summary>
    public IDictionary<string, string> GetGenerated(string name) =>
        All<V1ConfigMap>().Single(one => one.Metadata.Name.StartsWith($"{name}-", StringComparison.Ordinal) && one.Metadata.Name.LastIndexOf('-') == name.Length).Data;

    /// <summary>A copy of the files in the repository, with the secrets that it takes from files which are never committed.</summary>
    private static string Prepare(string name)
    {
        var root = Path.Combine(TestFolders.Data, $"kubernetes-{Guid.NewGuid():N}");
        foreach (var folder in new[] { "kubernetes", "monitoring" })
            Copy(Path.Combine(Folder, "..", folder), Path.Combine(root, folder));
        var overlay = Path.Combine(root, "kubernetes", "overlays", name);
        foreach (var generated in Kustomization.Read(overlay).SecretGenerator.SelectMany(one => one.Files).Select(file => file.Split('=')[^1]))
        {
            Directory.CreateDirectory(Path.Combine(overlay, Path.GetDirectoryName(generated)!));
            File.WriteAllText(Path.Combine(overlay, generated), GetSecret(Path.GetFileName(generated)), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
        return overlay;
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        // What is built or kept beside the files is not theirs.
        foreach (var folder in Directory.EnumerateDirectories(from).Where(folder => Path.GetFileName(folder) is not ("bin" or "obj" or "secrets")))
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
    }
}
