using ActorKube.ApiServer.Reads;
using ActorKube.ApiServer.Security;
using ActorKube.ApiServer.Storage;
using ActorKube.Model.Kinds;
using ActorKube.Model.Refusals;
using ActorKube.Model.Time;
using Microsoft.AspNetCore.Http;

namespace ActorKube.ApiServer.Http;

/// <summary>One request for a resource, on its way through the verbs.</summary>
/// <param name="Http">The request.</param>
/// <param name="Target">What it is about.</param>
/// <param name="Form">In what form the client wants objects.</param>
/// <param name="Caller">Who asks.</param>
/// <param name="Server">What the server has.</param>
internal sealed record ApiRequest(HttpContext Http, RequestTarget Target, ResponseForm Form, CallerIdentity Caller, ApiServices Server)
{
    internal StoreGateway Gateway => Server.Gateway;

    internal int LargestBody => Server.Gateway.Settings.RequestBytes;

    /// <summary>Writes objects in the form and version that the client wants.</summary>
    internal ObjectPrinter Printer(string includeObject = "") => new(Target.Kind, Form, includeObject, Server.Time.GetUtcNow());

    /// <summary>Writes objects of another kind than the URL's, such as a subresource's, as they are.</summary>
    internal ObjectPrinter Plain(ResourceKind kind) => new(kind, ResponseForm.Objects, "", Server.Time.GetUtcNow());

    internal Task RefuseAsync(Refusal refusal) => StatusResponse.WriteAsync(Http, refusal, Target.Subject);

    /// <summary>Adds notes that don't stop the request; kubectl prints them.</summary>
    /// <remarks>Source: https://kubernetes.io/blog/2020/09/03/warnings/.</remarks>
    internal void Warn(IEnumerable<string> warnings)
    {
        foreach (var warning in warnings)
            Http.Response.Headers.Append("Warning", $"299 - \"{Quotable(warning)}\"");
    }

    private static string Quotable(string text) =>
        string.Concat(text.Where(letter => letter is >= ' ' and <= '~')).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
