using System.Text.Json.Nodes;

namespace ActorKube.Rules.Admission.Extensions;

/// <summary>What upstream fills into a definition that leaves it out.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/extend-resources/custom-resource-definition-v1/.</remarks>
internal static class DefinitionDefaults
{
    private const int HttpsPort = 443;

    internal static void Of(JsonObject spec)
    {
        var names = spec.Part("names");
        names.DropEmpty("shortNames", "categories");
        if (names.Text("kind") is { Length: > 0 } kind)
        {
            names.Default("singular", kind.ToLowerInvariant());
            names.Default("listKind", $"{kind}List");
        }
        spec.Part("conversion");
        if (spec.Object("conversion") is { Count: 0 } conversion)
            conversion["strategy"] = "None";
        if (spec.Object("conversion").Object("webhook").Object("clientConfig").Object("service") is { } service)
            service["port"] ??= HttpsPort;
        if (!Field.Root(spec)["preserveUnknownFields"].Flag)
            spec.Remove("preserveUnknownFields");
        foreach (var version in spec.Array("versions").Objects())
        {
            version["served"] ??= false;
            version["storage"] ??= false;
            version.DropEmpty("additionalPrinterColumns", "selectableFields");
        }
    }
}
