using System.Text.Json.Nodes;

namespace ActorKube.Rules.Admission.Extensions;

/// <summary>
/// The form in which upstream checks a definition, and which the paths of its faults show: what all versions have in common stands once, above them. With one
/// version that is everything; people know these faults by <c>spec.validation.openAPIV3Schema</c>.
/// </summary>
internal static class HoistedDefinition
{
    private static readonly (string OfVersion, string OfAll)[] Shared =
    [
        ("subresources", "subresources"), ("schema", "validation"), ("additionalPrinterColumns", "additionalPrinterColumns"), ("selectableFields", "selectableFields"),
    ];

    internal static JsonObject Of(JsonObject spec)
    {
        var form = (JsonObject)spec.DeepClone();
        var versions = form.Array("versions").Objects().ToList();
        if (versions.Count > 0)
            form["version"] = versions[0].Text("name");
        foreach (var (ofVersion, ofAll) in Shared)
        {
            if (versions.Count == 0 || versions.Any(version => !version[ofVersion].SameAs(versions[0][ofVersion])))
                continue;
            if (versions[0][ofVersion] is { } shared)
                form[ofAll] = shared.DeepClone();
            foreach (var version in versions)
                version.Remove(ofVersion);
        }
        if (form.Object("conversion") is { } conversion && conversion.Object("webhook") is { } webhook)
        {
            conversion.CopyFrom(webhook, "conversionReviewVersions");
            if (webhook["clientConfig"] is { } client)
                conversion["webhookClientConfig"] = client.DeepClone();
        }
        return form;
    }
}
