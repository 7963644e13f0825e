using System.Text;
using ActorKube.Rules.Images;
using ActorKube.Rules.Volumes;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.Rules.Tests.Images;

/// <summary>Who gets an image from its registry, and what the others are told.</summary>
public sealed class RegistryTests
{
    [Theory]
    [InlineData("nginx", "docker.io", "library/nginx", "docker.io/library/nginx:latest")]
    [InlineData("docker.io/nginx:1.27", "docker.io", "library/nginx", "docker.io/library/nginx:1.27")]
    [InlineData("team/app:1", "docker.io", "team/app", "docker.io/team/app:1")]
    [InlineData("registry.k8s.io/pause:3.9", "registry.k8s.io", "pause", "registry.k8s.io/pause:3.9")]
    [InlineData("localhost/app", "localhost", "app", "localhost/app:latest")]
    [InlineData("localhost:5000/team/app:2", "localhost:5000", "team/app", "localhost:5000/team/app:2")]
    [InlineData("app@sha256:0123456789abcdef0123456789abcdef", "docker.io", "library/app", "docker.io/library/app@sha256:0123456789abcdef0123456789abcdef")]
    public void A_name_says_registry_and_path(string text, string registry, string path, string whole)
    {
        var image = Reference(text);
        Assert.Equal((registry, path, whole), (image.Registry, image.Path, image.FullName));
    }

    [Theory]
    [InlineData("registry.example.com", "registry.example.com/team/app:1", true)]
    [InlineData("https://registry.example.com/v2/", "registry.example.com/team/app:1", true)]
    [InlineData("registry.example.com/team", "registry.example.com/team/app:1", true)]
    [InlineData("registry.example.com/other", "registry.example.com/team/app:1", false)]
    [InlineData("*.example.com", "registry.example.com/team/app:1", true)]
    [InlineData("*.example.com", "deep.registry.example.com/team/app:1", false)]
    [InlineData("*.com", "registry.example.com/team/app:1", false)]
    [InlineData("registry.example.com", "registry.example.com:5000/team/app:1", false)]
    [InlineData("registry.example.com:5000", "registry.example.com:5000/team/app:1", true)]
    [InlineData("https://index.docker.io/v1/", "team/app:1", true)]
    [InlineData("docker.io", "team/app:1", true)]
    [InlineData("https://index.docker.io/v1/", "registry.example.com/team/app:1", false)]
    public void An_entry_of_a_secret_is_for_the_images_of_its_registry(string entry, string image, bool matches) =>
        Assert.Equal(matches ? ["alice"] : [], Users(image, Secret(entry, "alice:secret")));

    [Fact]
    public void The_most_specific_entry_comes_first_and_no_account_twice() => Assert.Equal(
        ["carol", "alice", "bob"],
        Users("r.example.com/team/app", Secret("r.example.com", "alice:1"), Secret("r.example.com/team", "carol:3"), Secret("r.example.com", "bob:2"), Secret("r.example.com", "alice:1")));

    [Theory]
    [InlineData("kubernetes.io/dockerconfigjson", ".dockerconfigjson", """{"auths":{"r.example.com":{"username":"alice","password":"secret"}}}""", true)]
    [InlineData("kubernetes.io/dockercfg", ".dockercfg", """{"r.example.com":{"username":"alice","password":"secret"}}""", true)]
    [InlineData("kubernetes.io/dockerconfigjson", ".dockerconfigjson", """{"auths":{"r.example.com":{"auth":"YWxpY2U6c2VjcmV0"}}}""", true)]
    [InlineData("kubernetes.io/dockerconfigjson", ".dockerconfigjson", """{"auths":{"r.example.com":{"auth":"!!"}}}""", false)]
    [InlineData("kubernetes.io/dockerconfigjson", ".dockerconfigjson", """{"auths":{"r.example.com":{"auth":5}}}""", false)]
    [InlineData("kubernetes.io/dockerconfigjson", ".dockerconfigjson", """{"auths":["r.example.com"]}""", false)]
    [InlineData("kubernetes.io/dockerconfigjson", ".dockerconfigjson", "{", false)]
    [InlineData("Opaque", ".dockerconfigjson", """{"auths":{"r.example.com":{"username":"alice","password":"secret"}}}""", false)]
    public void Secrets_are_read_as_docker_writes_them_and_what_is_none_is_left_out(string type, string key, string json, bool isRead)
    {
        var secret = ConfigurationData.Of(ASecret("pull").With("type", type).Holding(key, json).Stored(1).Build());
        Assert.Equal(isRead ? [new RegistryAccount("alice", "secret")] : [], PullKeyring.AccountsFor(Reference("r.example.com/app"), [secret]).ToArray());
    }

    [Theory]
    [InlineData("r.example.com/app:1", "", "failed to pull and unpack image \"r.example.com/app:1\": failed to resolve reference \"r.example.com/app:1\": pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials")]
    [InlineData("r.example.com/app:1", "alice:wrong", "failed to pull and unpack image \"r.example.com/app:1\": failed to resolve reference \"r.example.com/app:1\": unexpected status from HEAD request to https://r.example.com/v2/app/manifests/1: 401 Unauthorized")]
    [InlineData("r.example.com/app:1", "alice:secret", null)]
    [InlineData("r.example.com/app:1", "bob:wrong alice:secret", null)]
    [InlineData("r.example.com/app:2", "alice:secret", "rpc error: code = NotFound desc = failed to pull and unpack image \"r.example.com/app:2\": failed to resolve reference \"r.example.com/app:2\": r.example.com/app:2: not found")]
    [InlineData("team/app:1", "", "failed to pull and unpack image \"docker.io/team/app:1\": failed to resolve reference \"docker.io/team/app:1\": pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed")]
    [InlineData("team/app:1", "alice:wrong", "failed to pull and unpack image \"docker.io/team/app:1\": failed to resolve reference \"docker.io/team/app:1\": failed to authorize: failed to fetch oauth token: unexpected status from GET request to https://auth.docker.io/token?scope=repository%3Ateam%2Fapp%3Apull&service=registry.docker.io: 401 Unauthorized")]
    [InlineData("nginx:1.161", "", "rpc error: code = NotFound desc = failed to pull and unpack image \"docker.io/library/nginx:1.161\": failed to resolve reference \"docker.io/library/nginx:1.161\": docker.io/library/nginx:1.161: not found")]
    public void A_registry_says_who_may_not_have_what(string image, string accounts, string? fault)
    {
        const string Entries = "images: [{ image: '*/app', private: true, accounts: ['alice:secret'], missingTags: ['2'] }]";
        var facts = ImageCatalogue.With([("mine.yaml", Entries)]).Catalogue!.Find(Reference(image));
        Assert.Equal(fault, RegistryAnswer.Fault(Reference(image), facts, [.. accounts.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(account => RegistryAccount.Of(account)!)]));
    }

    [Fact]
    public void A_private_registry_whose_accounts_nobody_listed_takes_any()
    {
        var facts = new ImageFacts("*") { IsPrivate = true };
        Assert.Null(RegistryAnswer.Fault(Reference("r.example.com/app"), facts, [new("who", "ever")]));
        Assert.NotNull(RegistryAnswer.Fault(Reference("r.example.com/app"), facts, []));
    }

    private static string[] Users(string image, params ConfigurationData[] secrets) => [.. PullKeyring.AccountsFor(Reference(image), secrets).Select(account => account.User)];

    private static ConfigurationData Secret(string registry, string account) => ConfigurationData.Of(ASecret("pull").With("type", "kubernetes.io/dockerconfigjson")
        .Holding(".dockerconfigjson", $$$$"""{"auths":{"{{{{registry}}}}":{"auth":"{{{{Convert.ToBase64String(Encoding.UTF8.GetBytes(account))}}}}"}}}""").Stored(1).Build());

    private static ImageReference Reference(string text) => ImageReference.TryParse(text, out var reference) ? reference : throw new ArgumentException(text);
}
