using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace ActorKube.Rules.Images;

/// <summary>A container image's name, taken apart: repository and tag (<c>latest</c> if none), or digest.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/containers/images/#image-names.</remarks>
/// <param name="Repository">Registry and path, such as <c>registry.k8s.io/pause</c>.</param>
/// <param name="Tag">Tag; empty if the image is named by digest alone.</param>
/// <param name="Digest">Digest such as <c>sha256:…</c>; empty if there is none.</param>
public sealed partial record ImageReference(string Repository, string Tag, string Digest)
{
    /// <summary>The registry of images whose name has none.</summary>
    public const string DefaultRegistry = "docker.io";

    /// <summary>The last part of the repository: <c>nginx</c>.</summary>
    public string ShortName => Repository[(Repository.LastIndexOf('/') + 1)..];

    /// <summary>The registry's host, with its port if it names one: <c>docker.io</c> if the repository names none.</summary>
    public string Registry => NamesRegistry ? Repository[..Repository.IndexOf('/', StringComparison.Ordinal)] : DefaultRegistry;

    /// <summary>The repository within its registry: <c>library/nginx</c>.</summary>
    public string Path
    {
        get
        {
            var path = NamesRegistry ? Repository[(Repository.IndexOf('/', StringComparison.Ordinal) + 1)..] : Repository;
            return Registry == DefaultRegistry && !path.Contains('/', StringComparison.Ordinal) ? $"library/{path}" : path;
        }
    }

    /// <summary>The whole name, as container runtimes say it: <c>docker.io/library/nginx:1.27</c>.</summary>
    public string FullName => $"{Registry}/{Path}{(Digest.Length > 0 ? $"@{Digest}" : $":{Tag}")}";

    private bool NamesRegistry => Repository.IndexOf('/', StringComparison.Ordinal) is > 0 and var end
        && (Repository.AsSpan(0, end).ContainsAny('.', ':') || Repository.StartsWith("localhost/", StringComparison.Ordinal));

    /// <summary>Reads an image name; false if it is none, which a kubelet reports as InvalidImageName.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ImageReference? reference)
    {
        var match = Form().Match(text);
        reference = match.Success
            ? new(match.Groups["repository"].Value,
                match.Groups["tag"].Success ? match.Groups["tag"].Value : match.Groups["digest"].Success ? "" : "latest",
                match.Groups["digest"].Value)
            : null;
        return match.Success;
    }

    /// <summary>The name with its tag or digest.</summary>
    public override string ToString() => Digest.Length > 0 ? $"{Repository}@{Digest}" : $"{Repository}:{Tag}";

    [GeneratedRegex(@"^(?<repository>(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::\d+)?/)?[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*)(?::(?<tag>[\w][\w.-]{0,127}))?(?:@(?<digest>[a-z0-9]+:[0-9a-f]{32,}))?$")]
    private static partial Regex Form();
}
