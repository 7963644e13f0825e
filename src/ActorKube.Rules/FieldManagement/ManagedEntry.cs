using System.Text.Json.Nodes;
using ActorKube.Rules.Admission;
using ActorKube.Rules.Patches;

namespace ActorKube.Rules.FieldManagement;

/// <summary>What one manager owns by one sort of write.</summary>
/// <param name="Manager">Who.</param>
/// <param name="Applies">True if by applying; false if by other writes.</param>
/// <param name="ApiVersion">The version that the places are of.</param>
/// <param name="Subresource">The part that was written to; empty for the object itself.</param>
/// <param name="Time">When it last owned something new or otherwise, as text.</param>
/// <param name="Fields">The places.</param>
/// <remarks>Source: https://kubernetes.io/docs/reference/using-api/server-side-apply/#managers.</remarks>
internal sealed record ManagedEntry(string Manager, bool Applies, string ApiVersion, string Subresource, string Time, FieldSet Fields)
{
    private const string Apply = "Apply";
    private const string Update = "Update";

    /// <summary>Null if it is no such entry.</summary>
    internal static ManagedEntry? Read(JsonNode? node)
    {
        if (node is not JsonObject entry || entry.Text("operation") is not (Apply or Update) || entry.Text("fieldsType") != "FieldsV1")
            return null;
        return new(
            entry.Text("manager"), entry.Text("operation") == Apply, entry.Text("apiVersion"), entry.Text("subresource"), entry.Text("time"),
            FieldsV1.Read(entry.Object("fieldsV1") ?? []));
    }

    internal JsonObject Write()
    {
        var entry = new JsonObject { ["manager"] = Manager, ["operation"] = Applies ? Apply : Update, ["apiVersion"] = ApiVersion };
        if (Time.Length > 0)
            entry["time"] = Time;
        entry["fieldsType"] = "FieldsV1";
        entry["fieldsV1"] = FieldsV1.Write(Fields);
        if (Subresource.Length > 0)
            entry["subresource"] = Subresource;
        return entry;
    }

    /// <summary>True if both are of one manager and one sort of write. Who applies is the same in every version.</summary>
    internal bool IsOf(ManagedEntry other) =>
        Manager == other.Manager && Applies == other.Applies && Subresource == other.Subresource && (Applies || ApiVersion == other.ApiVersion);

    /// <summary>True if both say the same, but for the time.</summary>
    internal bool SaysTheSameAs(ManagedEntry other) => IsOf(other) && ApiVersion == other.ApiVersion && Fields.SameAs(other.Fields);

    /// <summary>As a conflict names the manager.</summary>
    internal string Show()
    {
        var name = GoText.Quote(Manager) + (Subresource.Length > 0 ? $" with subresource {GoText.Quote(Subresource)}" : "");
        return Applies ? name : $"{name} using {ApiVersion}";
    }
}
