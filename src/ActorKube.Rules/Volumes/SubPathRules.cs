using ActorKube.Rules.Containers;
using k8s.Models;

namespace ActorKube.Rules.Volumes;

/// <summary>Which part of a volume a container mounts.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath; makeMounts in pkg/kubelet.</remarks>
public static class SubPathRules
{
    /// <summary>The part's path, empty for the whole volume, or why the container can't be made, in the kubelet's words.</summary>
    /// <param name="mount">The mount.</param>
    /// <param name="environment">The environment of its container.</param>
    public static (string Path, string? Fault) Resolve(V1VolumeMount mount, ContainerEnvironment environment)
    {
        var path = mount.SubPath ?? "";
        if (mount.SubPathExpr is { Length: > 0 } expression)
        {
            var variables = environment.Declared();
            var missing = new SortedSet<string>(StringComparer.Ordinal);
            path = ContainerEnvironment.Expand(expression, name =>
            {
                if (variables.TryGetValue(name, out var value) && value.Length > 0)
                    return value;
                missing.Add(name);
                return "";
            });
            if (missing.Count > 0)
                return ("", $"missing value for {string.Join(", ", missing)}");
        }
        if (path.StartsWith('/'))
            return ("", $"error SubPath `{path}` must not be an absolute path");
        return path.Split('/').Contains("..") ? ("", $"unable to provision SubPath `{path}`: must not contain '..'") : (path.Trim('/'), null);
    }
}
