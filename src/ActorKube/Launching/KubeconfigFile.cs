using System.Text;
using ActorKube.ApiServer.Security;

namespace ActorKube.Launching;

/// <summary>Writes the file by which clients find a cluster and prove who they are: one context a control plane, and one that uses the bearer token.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/.</remarks>
internal static class KubeconfigFile
{
    private const string Name = "actorkube";

    internal static void Write(DataDirectory directory, ClusterCertificates certificates, IReadOnlyList<int> apiPorts)
    {
        var text = new StringBuilder("apiVersion: v1\nkind: Config\npreferences: {}\nclusters:\n");
        for (var index = 0; index < apiPorts.Count; index++)
            text.Append($"- name: {ClusterName(index)}\n  cluster:\n    server: https://127.0.0.1:{apiPorts[index]}\n    certificate-authority-data: {Base64(certificates.AuthorityPem)}\n");
        text.Append($"users:\n- name: {Name}-admin\n  user:\n    client-certificate-data: {Base64(certificates.AdminCertificatePem)}\n    client-key-data: {Base64(certificates.AdminKeyPem)}\n");
        text.Append($"- name: {Name}-token\n  user:\n    token: {certificates.AdminToken}\ncontexts:\n");
        for (var index = 0; index < apiPorts.Count; index++)
            text.Append(Context(ClusterName(index), ClusterName(index), "admin"));
        text.Append(Context($"{Name}-token", Name, "token")).Append($"current-context: {Name}\n");

        var next = directory.Kubeconfig + ".next";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(next, options))
            writer.Write(text);
        File.Move(next, directory.Kubeconfig, overwrite: true);
    }

    private static string ClusterName(int index) => index == 0 ? Name : $"{Name}-{index + 1}";

    private static string Context(string name, string cluster, string user) =>
        $"- name: {name}\n  context:\n    cluster: {cluster}\n    user: {Name}-{user}\n    namespace: default\n";

    private static string Base64(string pem) => Convert.ToBase64String(Encoding.UTF8.GetBytes(pem));
}
