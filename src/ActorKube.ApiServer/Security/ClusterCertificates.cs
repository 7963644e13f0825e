using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ActorKube.ApiServer.Security;

/// <summary>
/// The cluster's keys in one folder: a certificate authority, the API server's certificate, the administrator's, the key that signs service-account tokens,
/// and the administrator's bearer token. Made once; certificates are made again before they expire.
/// </summary>
/// <remarks>Source of the names: https://kubernetes.io/docs/setup/best-practices/certificates/.</remarks>
public sealed class ClusterCertificates
{
    private const string AdminName = "kubernetes-admin";
    private const string AdminGroup = "system:masters";

    private static readonly TimeSpan AuthorityLife = TimeSpan.FromDays(3650);
    private static readonly TimeSpan LeafLife = TimeSpan.FromDays(365);
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(30);
    private static readonly string[] ServerNames =
        ["localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local"];

    private readonly string _folder;

    private ClusterCertificates(string folder) => _folder = folder;

    /// <summary>The authority's certificate, as PEM.</summary>
    public string AuthorityPem => File.ReadAllText(At("ca.crt"));

    /// <summary>The administrator's client certificate, as PEM.</summary>
    public string AdminCertificatePem => File.ReadAllText(At("admin.crt"));

    /// <summary>The administrator's private key, as PEM.</summary>
    public string AdminKeyPem => File.ReadAllText(At("admin.key"));

    /// <summary>The administrator's bearer token.</summary>
    public string AdminToken => File.ReadAllText(At("admin.token"));

    /// <summary>Opens the folder, and makes what is missing or about to expire.</summary>
    /// <param name="folder">The folder; only its owner may read it.</param>
    /// <param name="now">Real time.</param>
    /// <exception cref="IOException">The folder can't be written.</exception>
    public static ClusterCertificates Ensure(string folder, DateTimeOffset now)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var certificates = new ClusterCertificates(folder);
        var authorityIsNew = certificates.EnsureAuthority(now);
        certificates.EnsureLeaf("apiserver", now, authorityIsNew, ServerRequest);
        certificates.EnsureLeaf("admin", now, authorityIsNew, key => ClientRequest(key, AdminName, AdminGroup));
        certificates.EnsureFile("sa.key", () =>
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            return key.ExportPkcs8PrivateKeyPem();
        });
        certificates.EnsureFile("admin.token", () => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));
        return certificates;
    }

    /// <summary>Opens a folder that <see cref="Ensure"/> made.</summary>
    public static ClusterCertificates Open(string folder) => new(folder);

    /// <summary>The API server's certificate with its key.</summary>
    public X509Certificate2 Server() => X509Certificate2.CreateFromPemFile(At("apiserver.crt"), At("apiserver.key"));

    /// <summary>The authority's certificate without its key.</summary>
    public X509Certificate2 Authority() => X509Certificate2.CreateFromPem(AuthorityPem);

    /// <summary>The key that signs service-account tokens.</summary>
    public ECDsa ServiceAccountKey()
    {
        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(At("sa.key")));
        return key;
    }

    private string At(string name) => Path.Combine(_folder, name);

    private bool EnsureAuthority(DateTimeOffset now)
    {
        if (IsGood("ca.crt", now))
            return false;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=actorkube-ca", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        using var authority = request.CreateSelfSigned(now.AddHours(-1), now + AuthorityLife);
        WriteSecret("ca.key", key.ExportPkcs8PrivateKeyPem());
        WriteSecret("ca.crt", authority.ExportCertificatePem());
        return true;
    }

    private void EnsureLeaf(string name, DateTimeOffset now, bool anew, Func<ECDsa, CertificateRequest> ask)
    {
        if (!anew && IsGood($"{name}.crt", now) && File.Exists(At($"{name}.key")))
            return;
        using var authority = X509Certificate2.CreateFromPemFile(At("ca.crt"), At("ca.key"));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = ask(key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        using var leaf = request.Create(authority, now.AddHours(-1), now + LeafLife, RandomNumberGenerator.GetBytes(16));
        WriteSecret($"{name}.key", key.ExportPkcs8PrivateKeyPem());
        WriteSecret($"{name}.crt", leaf.ExportCertificatePem());
    }

    private static CertificateRequest ServerRequest(ECDsa key)
    {
        var request = new CertificateRequest("CN=kube-apiserver", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        foreach (var name in ServerNames)
            names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1", "serverAuth")], critical: false));
        return request;
    }

    private static CertificateRequest ClientRequest(ECDsa key, string user, string group)
    {
        var request = new CertificateRequest($"O={group}, CN={user}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2", "clientAuth")], critical: false));
        return request;
    }

    private bool IsGood(string name, DateTimeOffset now)
    {
        if (!File.Exists(At(name)))
            return false;
        using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(At(name)));
        return certificate.NotAfter > now.LocalDateTime + RenewBefore;
    }

    private void EnsureFile(string name, Func<string> make)
    {
        if (!File.Exists(At(name)))
            WriteSecret(name, make());
    }

    private void WriteSecret(string name, string text)
    {
        var next = At(name + ".next");
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(next, options))
            writer.Write(text);
        File.Move(next, At(name), overwrite: true);
    }
}
