using System.Collections.Immutable;

namespace ActorKube.ApiServer.Security;

/// <summary>Who asks.</summary>
/// <param name="Name">User name, such as <c>kubernetes-admin</c> or <c>system:serviceaccount:default:build</c>.</param>
/// <param name="Uid">Identity over time; empty if there is none.</param>
/// <param name="Groups">Groups, <c>system:authenticated</c> among them.</param>
/// <remarks>Source: https://kubernetes.io/docs/reference/access-authn-authz/authentication/.</remarks>
internal sealed record CallerIdentity(string Name, string Uid, ImmutableArray<string> Groups)
{
    private const string Authenticated = "system:authenticated";

    /// <summary>A caller that proved who it is.</summary>
    internal static CallerIdentity Of(string name, string uid, IEnumerable<string> groups) =>
        new(name, uid, [.. groups.Where(group => group != Authenticated), Authenticated]);
}
