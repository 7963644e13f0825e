using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;

namespace ActorKube.Rules.Admission.Configuration;

/// <summary>Admission of ServiceAccounts. Of a secret they name, only the name is kept: it is one of their own namespace.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/security/service-accounts/.</remarks>
internal sealed class ServiceAccountAdmission() : KindAdmission(KindCatalogue.ServiceAccount)
{
    private protected override void Default(JsonObject tree)
    {
        if (tree.Array("secrets") is { } secrets)
            tree["secrets"] = new JsonArray([.. secrets.Objects().Select(Named)]);
    }

    private static JsonObject Named(JsonObject secret)
    {
        var named = new JsonObject();
        named.CopyFrom(secret, "name");
        return named;
    }
}
