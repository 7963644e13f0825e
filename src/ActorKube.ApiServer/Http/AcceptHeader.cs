using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace ActorKube.ApiServer.Http;

/// <summary>Chooses the form of a response from <c>Accept</c>. Everything is answered as JSON: clients that ask for protobuf take JSON too.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/using-api/api-concepts/#alternate-representations-of-resources.</remarks>
internal static class AcceptHeader
{
    /// <summary>The form that the client likes best of those that are made; null if it takes none.</summary>
    internal static ResponseForm? Choose(StringValues accept)
    {
        ResponseForm? best = null;
        var quality = 0.0;
        var asked = false;
        foreach (var part in accept.SelectMany(value => (value ?? "").Split(',')))
        {
            var words = part.Split(';', StringSplitOptions.TrimEntries);
            if (words[0].Length == 0)
                continue;
            asked = true;
            var parameters = words.Skip(1).Select(word => word.Split('=', 2)).Where(pair => pair.Length == 2).ToLookup(pair => pair[0].Trim(), pair => pair[1].Trim());
            var weight = double.TryParse(parameters["q"].FirstOrDefault(), NumberStyles.Float, CultureInfo.InvariantCulture, out var q) ? q : 1;
            if (FormOf(words[0], parameters["as"].FirstOrDefault(), parameters["g"].FirstOrDefault()) is { } form && weight > quality)
                (best, quality) = (form, weight);
        }
        return asked ? best : ResponseForm.Objects;
    }

    private static ResponseForm? FormOf(string mediaType, string? @as, string? group)
    {
        if (mediaType is not ("application/json" or "application/*" or "*/*"))
            return null;
        return (@as, group) switch
        {
            (null, _) => ResponseForm.Objects,
            ("Table", "meta.k8s.io") => ResponseForm.Table,
            ("PartialObjectMetadata" or "PartialObjectMetadataList", "meta.k8s.io") => ResponseForm.Metadata,
            _ => null,
        };
    }
}
