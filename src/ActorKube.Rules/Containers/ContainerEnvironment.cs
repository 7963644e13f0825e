using System.Text;
using ActorKube.Rules.Pods;
using ActorKube.Rules.Volumes;
using k8s.Models;

namespace ActorKube.Rules.Containers;

/// <summary>
/// The environment of a container's processes. It is made anew each time, from the same snapshot of what it names: most containers never look at it, and none sees
/// a ConfigMap change.
/// </summary>
/// <param name="container">The container as its pod's manifest has it.</param>
/// <param name="pod">The pod.</param>
/// <param name="place">Where it runs.</param>
/// <param name="objects">The objects that the pod names, as far as they are there; null for none.</param>
/// <remarks>Source: makeEnvironment in pkg/kubelet; https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/.</remarks>
public sealed class ContainerEnvironment(V1Container container, PodSpec pod, PodPlace place, ConfigurationSnapshot? objects = null)
{
    /// <summary>Why the container can't be made, in the kubelet's words; null if it can.</summary>
    public string? Fault => Resolve().Fault;

    /// <summary>The variables: what a runtime and a shell image set, then the manifest's in their order.</summary>
    public IReadOnlyDictionary<string, string> Read()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", ["HOSTNAME"] = pod.Hostname, ["HOME"] = "/root",
        };
        foreach (var (name, value) in Resolve().Variables)
            environment[name] = value;
        return environment;
    }

    /// <summary>The variables that the manifest asks for: those of <c>envFrom</c>, then those of <c>env</c>, whose values may refer to the ones before.</summary>
    public IReadOnlyDictionary<string, string> Declared() => Resolve().Variables;

    /// <summary><c>$(NAME)</c> becomes the variable's value if there is one, and <c>$$(NAME)</c> stands for <c>$(NAME)</c>.</summary>
    /// <remarks>Source: https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/.</remarks>
    public static string Expand(string text, IReadOnlyDictionary<string, string> environment) => Expand(text, environment.GetValueOrDefault);

    /// <summary>The same, where the values come from a function, which gives null for a variable that isn't there.</summary>
    internal static string Expand(string text, Func<string, string?> valueOf)
    {
        var expanded = new StringBuilder();
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '$' && index + 1 < text.Length && text[index + 1] == '$')
            {
                expanded.Append('$');
                index++;
            }
            else if (text[index] == '$' && index + 1 < text.Length && text[index + 1] == '(' && text.IndexOf(')', index) is > 0 and var end
                && valueOf(text[(index + 2)..end]) is { } value)
            {
                expanded.Append(value);
                index = end;
            }
            else
            {
                expanded.Append(text[index]);
            }
        }
        return expanded.ToString();
    }

    private (Dictionary<string, string> Variables, string? Fault) Resolve()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var source in container.EnvFrom ?? [])
        {
            var (data, absent, optional) = source.ConfigMapRef is { } map ? (ConfigMap(map.Name), $"configmap \"{map.Name}\" not found", map.Optional == true)
                : source.SecretRef is { } secret ? (Secret(secret.Name), $"secret \"{secret.Name}\" not found", secret.Optional == true)
                : (null, "", true);
            if (data is null && !optional)
                return (variables, absent);
            foreach (var (key, value) in data?.Variables ?? [])
                variables[source.Prefix + key] = value;
        }
        foreach (var variable in container.Env ?? [])
        {
            var (value, fault) = ValueOf(variable, variables);
            if (fault is not null)
                return (variables, fault);
            if (value is not null)
                variables[variable.Name] = value;
        }
        return (variables, null);
    }

    private (string? Value, string? Fault) ValueOf(V1EnvVar variable, Dictionary<string, string> before) => variable.ValueFrom switch
    {
        { FieldRef: { } field } => (DownwardApi.Field(field.FieldPath, pod, place), null),
        { ResourceFieldRef: { } resource } => (DownwardApi.Resource(resource, container, pod, place), null),
        { ConfigMapKeyRef: { } map } => KeyOf(ConfigMap(map.Name), map.Key, map.Optional == true, $"configmap \"{map.Name}\" not found", $"ConfigMap {Qualified(map.Name)}"),
        { SecretKeyRef: { } secret } => KeyOf(Secret(secret.Name), secret.Key, secret.Optional == true, $"secret \"{secret.Name}\" not found", $"Secret {Qualified(secret.Name)}"),
        _ => (Expand(variable.Value ?? "", before), null),
    };

    // What is optional and missing leaves the variable out.
    private static (string? Value, string? Fault) KeyOf(ConfigurationData? data, string key, bool optional, string absent, string source) =>
        data is null ? (null, optional ? null : absent)
        : data.Variable(key) is { } value ? (value, null)
        : (null, optional ? null : $"couldn't find key {key} in {source}");

    private ConfigurationData? ConfigMap(string name) => objects?.ConfigMap(pod.Object.Key.Namespace, name);

    private ConfigurationData? Secret(string name) => objects?.Secret(pod.Object.Key.Namespace, name);

    private string Qualified(string name) => $"{pod.Object.Key.Namespace}/{name}";
}
