namespace ActorKube.Rules.Admission.Pods.Warnings;

/// <summary>Warnings of ports that stand in a pod twice.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#ports.</remarks>
internal static class PortWarnings
{
    internal static IEnumerable<string> Of(Field spec)
    {
        var seen = new Dictionary<(long?, string), List<Field>>();
        foreach (var port in PodContainers.Of(spec).SelectMany(container => container["ports"].Items))
        {
            if (!port["hostIP"].IsEmptyText && Host(port) == 0)
                yield return $"{port.Path}: hostIP set without hostPort: {Text(port)}";
            var key = (port["containerPort"].Number, port["protocol"].Text);
            if (!seen.TryGetValue(key, out var others))
                seen[key] = others = [];
            foreach (var other in others)
            {
                if (Relation(port, other) is { } relation)
                    yield return $"{port.Path}: {relation} port definition with {other.Path}";
            }
            others.Add(port);
        }
    }

    private static string? Relation(Field port, Field other)
    {
        var (host, otherHost, ip, otherIp) = (Host(port), Host(other), port["hostIP"].Text, other["hostIP"].Text);
        return ip == otherIp && host == otherHost ? "duplicate"
            : host == 0 || otherHost == 0 ? "overlapping"
            : host == otherHost && (ip.Length == 0) != (otherIp.Length == 0) ? "dangerously ambiguous"
            : null;
    }

    private static long Host(Field port) => port["hostPort"].Number ?? 0;

    private static string Text(Field port) =>
        $"{{Name:{port["name"].Text} HostPort:{Host(port)} ContainerPort:{port["containerPort"].Number ?? 0} Protocol:{port["protocol"].Text} HostIP:{port["hostIP"].Text}}}";
}
