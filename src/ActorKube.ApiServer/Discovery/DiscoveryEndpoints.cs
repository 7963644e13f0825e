using System.Text.Json.Nodes;
using ActorKube.ApiServer.Http;
using ActorKube.Model.Kinds;
using Microsoft.AspNetCore.Http;

namespace ActorKube.ApiServer.Discovery;

/// <summary>Answers discovery from documents that are made once a catalogue.</summary>
internal sealed class DiscoveryEndpoints(KindCatalogue catalogue)
{
    private readonly List<ServedGroup> _groups = [.. ServedGroup.Of(catalogue)];

    private ServedGroup Core => _groups.Single(group => group.Name.Length == 0);

    private IEnumerable<ServedGroup> Named => _groups.Where(group => group.Name.Length > 0);

    /// <summary>Answers if the path is one of discovery.</summary>
    internal async Task<bool> TryAnswerAsync(HttpContext http, ArraySegment<string> path)
    {
        var (document, contentType) = Find(http.Request, path);
        if (document is null)
            return false;
        await JsonResponse.WriteAsync(http, StatusCodes.Status200OK, Model.Json.CanonicalJson.Write(document), contentType);
        return true;
    }

    private (JsonObject? Document, string ContentType) Find(HttpRequest request, ArraySegment<string> path)
    {
        const string plain = "application/json";
        var aggregated = AggregatedVersion(request);
        return path switch
        {
            ["api"] when aggregated is not null => (DiscoveryDocuments.Aggregated([Core], aggregated), DiscoveryDocuments.AggregatedContentType(aggregated)),
            ["apis"] when aggregated is not null => (DiscoveryDocuments.Aggregated(Named, aggregated), DiscoveryDocuments.AggregatedContentType(aggregated)),
            ["api"] => (DiscoveryDocuments.CoreVersions(Core), plain),
            ["apis"] => (DiscoveryDocuments.Groups(Named), plain),
            ["api", var version] => (Resources(Core, version), plain),
            ["apis", var group] => (Named.FirstOrDefault(served => served.Name == group) is { } found ? DiscoveryDocuments.Group(found) : null, plain),
            ["apis", var group, var version] => (Named.FirstOrDefault(served => served.Name == group) is { } found ? Resources(found, version) : null, plain),
            _ => (null, plain),
        };
    }

    private static JsonObject? Resources(ServedGroup group, string version) =>
        group.Versions.FirstOrDefault(served => served.Name == version) is { } found ? DiscoveryDocuments.Resources(group, found) : null;

    // The first form that the client names and that is made here.
    private static string? AggregatedVersion(HttpRequest request)
    {
        foreach (var part in request.Headers.Accept.SelectMany(value => (value ?? "").Split(',')))
        {
            if (!part.Contains("as=APIGroupDiscoveryList", StringComparison.Ordinal))
                continue;
            if (part.Contains("v=v2beta1", StringComparison.Ordinal))
                return "v2beta1";
            if (part.Contains("v=v2", StringComparison.Ordinal))
                return "v2";
        }
        return null;
    }
}
