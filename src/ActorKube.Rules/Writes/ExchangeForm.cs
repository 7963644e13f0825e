using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Rules.Admission.Decoding;
using k8s.Models;

namespace ActorKube.Rules.Writes;

/// <summary>The form in which an object, or a part of one, goes over the wire.</summary>
/// <param name="ApiVersion">As a manifest has it.</param>
/// <param name="Version">The version without its group.</param>
/// <param name="Kind">As a manifest has it.</param>
/// <param name="Model">The class of <c>k8s.Models</c>, or another one for a kind that was defined at run time.</param>
internal sealed record ExchangeForm(string ApiVersion, string Version, string Kind, Type Model)
{
    private static readonly ExchangeForm Scale = new("autoscaling/v1", "v1", "Scale", typeof(V1Scale));

    /// <summary>True if upstream has a Go type for it: only then there are merge keys, and unknown fields are dropped.</summary>
    internal bool IsBuiltIn => Model.Namespace == typeof(V1Pod).Namespace;

    /// <summary>Checks the types of a tree, and drops what the type doesn't know. Of a kind that was defined at run time only the metadata is known.</summary>
    internal (string? Fault, ImmutableArray<string> Unknown) Check(JsonObject tree)
    {
        if (IsBuiltIn)
            return ModelShape.Of(Model).Check(tree);
        var findings = new ShapeFindings();
        if (tree["metadata"] is JsonObject metadata)
            ModelShape.Of(typeof(V1ObjectMeta)).Check(metadata, "metadata", findings);
        else if (tree["metadata"] is not null)
            findings.AddFault("metadata", "expected an object");
        return (findings.Fault, findings.Unknown);
    }

    internal static ExchangeForm Of(ResourceKind kind, Subresource subresource) =>
        subresource == Subresource.Scale ? Scale : new(kind.ApiVersion, kind.Version, kind.Kind, kind.ModelType);
}
