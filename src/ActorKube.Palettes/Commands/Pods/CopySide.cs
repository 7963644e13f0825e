namespace ActorKube.Palettes.Commands.Pods;

/// <summary>One side of a copy.</summary>
/// <param name="Namespace">Empty if none is named.</param>
/// <param name="Pod">Empty for the operator's machine.</param>
/// <param name="Path">The path there.</param>
internal sealed record CopySide(string Namespace, string Pod, string Path)
{
    /// <summary>Reads <c>POD:PATH</c>, <c>NAMESPACE/POD:PATH</c> or a local path; what begins with <c>.</c> or <c>/</c> is always local.</summary>
    /// <remarks>Source: https://kubernetes.io/docs/reference/kubectl/generated/kubectl_cp/.</remarks>
    public static CopySide Of(string text)
    {
        var colon = text.IndexOf(':');
        if (colon <= 0 || text[0] is '.' or '/')
            return new("", "", text);
        var (pod, slash) = (text[..colon], text[..colon].IndexOf('/'));
        return slash < 0 ? new("", pod, text[(colon + 1)..]) : new(pod[..slash], pod[(slash + 1)..], text[(colon + 1)..]);
    }

    public bool IsLocal => Pod.Length == 0;

    /// <summary>The path's last segment; empty if it has none that names something.</summary>
    public string Name => NameOf(Path);

    public static string NameOf(string path) => path.TrimEnd('/', '\\').Split('/', '\\')[^1] is var name && name is "." or ".." ? "" : name;
}
