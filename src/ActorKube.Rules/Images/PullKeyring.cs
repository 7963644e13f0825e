using System.Collections.Immutable;
using System.IO.Enumeration;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActorKube.Rules.Volumes;

namespace ActorKube.Rules.Images;

/// <summary>Which accounts of a pod's imagePullSecrets go for an image, as the kubelet's keyring finds them.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/containers/images/#config-json.</remarks>
public static class PullKeyring
{
    // What docker login writes for Docker Hub.
    private const string DockerHub = "index.docker.io";

    /// <summary>The accounts, those of the most specific entries first; none if no entry is for the image's registry.</summary>
    /// <param name="image">The image.</param>
    /// <param name="secrets">The Secrets; those of another type, and what can't be read in them, are left out.</param>
    public static ImmutableArray<RegistryAccount> AccountsFor(ImageReference image, IEnumerable<ConfigurationData> secrets)
    {
        var entries = secrets.SelectMany(Entries).OrderByDescending(entry => entry.Place, StringComparer.Ordinal).ToList();
        var found = entries.Where(entry => Matches(entry.Place, image.Registry, image.Path)).ToList();
        if (found.Count == 0 && image.Registry == ImageReference.DefaultRegistry)
            found = entries.FindAll(entry => Matches(entry.Place, DockerHub, image.Path));
        return [.. found.Select(entry => entry.Account).Distinct()];
    }

    private static IEnumerable<(string Place, RegistryAccount Account)> Entries(ConfigurationData secret)
    {
        var auths = secret.Type switch
        {
            "kubernetes.io/dockerconfigjson" => Json(secret, ".dockerconfigjson")?["auths"],
            "kubernetes.io/dockercfg" => Json(secret, ".dockercfg"),
            _ => null,
        };
        foreach (var (place, entry) in auths as JsonObject ?? [])
            if (entry is JsonObject known && Account(known) is { } account)
                yield return (Place(place), account);
    }

    private static JsonNode? Json(ConfigurationData secret, string key)
    {
        try
        {
            return secret.Bytes(key) is { } bytes ? JsonNode.Parse(bytes.Span) as JsonObject : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static RegistryAccount? Account(JsonObject entry)
    {
        if (Text(entry, "auth") is { Length: > 0 } both)
        {
            var bytes = new byte[both.Length];
            return Convert.TryFromBase64String(both, bytes, out var length) ? RegistryAccount.Of(Encoding.UTF8.GetString(bytes, 0, length)) : null;
        }
        return Text(entry, "username") is { Length: > 0 } user ? new(user, Text(entry, "password") ?? "") : null;
    }

    private static string? Text(JsonObject entry, string field) => entry[field] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    // https://registry.example.com/team/ is registry.example.com/team; the version of the registry's own protocol is no part of it.
    private static string Place(string key)
    {
        var scheme = key.IndexOf("://", StringComparison.Ordinal);
        var place = (scheme < 0 ? key : key[(scheme + 3)..]).TrimEnd('/');
        return place.EndsWith("/v1", StringComparison.Ordinal) || place.EndsWith("/v2", StringComparison.Ordinal) ? place[..^3] : place;
    }

    // Each part of the host's name may have a * of its own; the path must begin as the image's does.
    private static bool Matches(string place, string registry, string path)
    {
        var end = place.IndexOf('/', StringComparison.Ordinal);
        var (wantedHost, wantedPort) = Split(end < 0 ? place : place[..end]);
        var (host, port) = Split(registry);
        var (wanted, parts) = (wantedHost.Split('.'), host.Split('.'));
        return wantedPort == port && wanted.Length == parts.Length && wanted.Zip(parts).All(pair => FileSystemName.MatchesSimpleExpression(pair.First, pair.Second, ignoreCase: false))
            && (end < 0 || path.StartsWith(place[(end + 1)..], StringComparison.Ordinal));
    }

    private static (string Host, string Port) Split(string host) => host.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? (host[..colon], host[(colon + 1)..]) : (host, "");
}
