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
    /// <summary>The last part of the repository: <c>nginx</c>.</summary>
    public string ShortName => Repository[(Repository.LastIndexOf('/') + 1)..];

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
