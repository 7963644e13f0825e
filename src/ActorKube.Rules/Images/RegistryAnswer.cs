using System.Collections.Immutable;

namespace ActorKube.Rules.Images;

/// <summary>What a registry says when it is asked for an image.</summary>
public static class RegistryAnswer
{
    /// <summary>Why it doesn't give the image, in containerd's words; null if it does.</summary>
    /// <param name="image">The image.</param>
    /// <param name="facts">What is known of it.</param>
    /// <param name="accounts">Who asks, one after the other; nobody in particular if there are none.</param>
    public static string? Fault(ImageReference image, ImageFacts facts, ImmutableArray<RegistryAccount> accounts)
    {
        var name = image.FullName;
        var resolving = $"failed to pull and unpack image \"{name}\": failed to resolve reference \"{name}\": ";
        if (facts.IsPrivate && !accounts.Any(account => facts.Accounts.IsEmpty || facts.Accounts.Contains(account)))
            return resolving + Denied(image, accounts.IsEmpty);
        return facts.MissingTags.Contains(image.Tag) ? $"rpc error: code = NotFound desc = {resolving}{name}: not found" : null;
    }

    // Docker Hub hands out tokens, for public repositories to everybody; of other registries it is taken that they want user and password with each request.
    private static string Denied(ImageReference image, bool anonymous) => (anonymous, image.Registry == ImageReference.DefaultRegistry) switch
    {
        (true, true) => "pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed",
        (true, false) => "pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials",
        (false, true) => "failed to authorize: failed to fetch oauth token: unexpected status from GET request to "
            + $"https://auth.docker.io/token?scope=repository%3A{Uri.EscapeDataString(image.Path)}%3Apull&service=registry.docker.io: 401 Unauthorized",
        (false, false) => $"unexpected status from HEAD request to https://{image.Registry}/v2/{image.Path}/manifests/{(image.Digest.Length > 0 ? image.Digest : image.Tag)}: 401 Unauthorized",
    };
}
