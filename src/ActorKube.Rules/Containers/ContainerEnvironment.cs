using System.Text;
using ActorKube.Rules.Pods;
using k8s.Models;

namespace ActorKube.Rules.Containers;

/// <summary>The environment of a container's processes. It is made anew each time: most containers never look at it.</summary>
/// <param name="container">The container as its pod's manifest has it.</param>
/// <param name="pod">The pod.</param>
/// <param name="place">Where it runs.</param>
public sealed class ContainerEnvironment(V1Container container, PodSpec pod, PodPlace place)
{
    /// <summary>The variables: what a runtime and a shell image set, then the manifest's in their order.</summary>
    public IReadOnlyDictionary<string, string> Read()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", ["HOSTNAME"] = pod.Hostname, ["HOME"] = "/root",
        };
        foreach (var variable in container.Env ?? [])
            environment[variable.Name] = ValueOf(variable, environment);
        return environment;
    }

    /// <summary><c>$(NAME)</c> becomes the variable's value if there is one, and <c>$$(NAME)</c> stands for <c>$(NAME)</c>.</summary>
    /// <remarks>Source: https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/.</remarks>
    public static string Expand(string text, IReadOnlyDictionary<string, string> environment)
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
                && environment.TryGetValue(text[(index + 2)..end], out var value))
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

    private string ValueOf(V1EnvVar variable, Dictionary<string, string> before) => variable.ValueFrom switch
    {
        { FieldRef: { } field } => DownwardApi.Field(field.FieldPath, pod, place),
        { ResourceFieldRef: { } resource } => DownwardApi.Resource(resource, container, pod, place),
        _ => Expand(variable.Value ?? "", before),
    };
}
