using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using ActorKube.ApiServer.Tests.Serving;

namespace ActorKube.ApiServer.Tests.Security;

[Collection(ServedStoreCollection.Name)]
public sealed class AuthenticationTests(ServedStore server)
{
    [Theory]
    [InlineData("/version", HttpStatusCode.OK)]
    [InlineData("/healthz", HttpStatusCode.OK)]
    [InlineData("/readyz", HttpStatusCode.OK)]
    [InlineData("/api", HttpStatusCode.Unauthorized)]
    [InlineData("/openapi/v3", HttpStatusCode.Unauthorized)]
    [InlineData("/api/v1/namespaces", HttpStatusCode.Unauthorized)]
    public async Task Strangers_see_the_version_and_the_health_and_no_more(string path, HttpStatusCode code)
    {
        using var stranger = server.Client();
        Assert.Equal(code, (await stranger.GetAsync(path)).StatusCode);
        stranger.DefaultRequestHeaders.Authorization = new("Bearer", "rubbish");
        Assert.Equal(code, (await stranger.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task The_administrators_certificate_says_who_it_is()
    {
        using var certificate = X509Certificate2.CreateFromPem(server.Certificates.AdminCertificatePem, server.Certificates.AdminKeyPem);
        using var client = server.Client(handler => handler.SslOptions.ClientCertificates = [certificate]);
        Assert.Equal("kubernetes-admin", await WhoAmIAsync(client));
        client.DefaultRequestHeaders.Add("Impersonate-User", "bob");
        Assert.Equal("bob", await WhoAmIAsync(client));
    }

    [Fact]
    public async Task A_certificate_of_another_authority_is_nobody()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var forged = new CertificateRequest("O=system:masters, CN=kubernetes-admin", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var client = server.Client(handler => handler.SslOptions.ClientCertificates = [forged]);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api")).StatusCode);
    }

    [Fact]
    public void Keys_are_made_once_and_certificates_again_before_they_expire()
    {
        var folder = Directory.CreateTempSubdirectory("actorkube-pki-").FullName;
        try
        {
            var now = TimeProvider.System.GetUtcNow();
            var first = ApiServer.Security.ClusterCertificates.Ensure(folder, now);
            var (authority, admin, token) = (first.AuthorityPem, first.AdminCertificatePem, first.AdminToken);
            var second = ApiServer.Security.ClusterCertificates.Ensure(folder, now.AddDays(10));
            Assert.Equal((authority, admin, token), (second.AuthorityPem, second.AdminCertificatePem, second.AdminToken));
            var later = ApiServer.Security.ClusterCertificates.Ensure(folder, now.AddDays(350));
            Assert.Equal((authority, token), (later.AuthorityPem, later.AdminToken));
            Assert.NotEqual(admin, later.AdminCertificatePem);
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, "ca.key")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> WhoAmIAsync(HttpClient client)
    {
        using var answer = await client.PostAsync("/apis/authentication.k8s.io/v1/selfsubjectreviews", new StringContent("{}", null, "application/json"));
        return (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["status"]!["userInfo"]!["username"]!;
    }
}
