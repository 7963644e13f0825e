namespace ActorKube.Model.Kinds;

/// <summary>A part or an action of an object that has a URL of its own below the object's, such as <c>pods/log</c>.</summary>
/// <param name="Name">The last part of the URL, such as <c>scale</c>.</param>
/// <param name="Group">API group of what goes over the wire; empty for the core group.</param>
/// <param name="Version">Version of what goes over the wire.</param>
/// <param name="Kind">Kind of what goes over the wire, such as <c>Scale</c>.</param>
/// <param name="Verbs">The verbs in alphabetical order: <c>create</c>, <c>get</c>, <c>patch</c>, <c>update</c>.</param>
/// <remarks>Source: https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-uris.</remarks>
public sealed record SubresourceKind(string Name, string Group, string Version, string Kind, params IReadOnlyList<string> Verbs)
{
    /// <summary>The <c>apiVersion</c> of what goes over the wire.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";
}
