namespace Iamd.Protocol.SigV4;

/// <summary>What a signing key is good for: one day, one region, one service.</summary>
/// <remarks>IAM User Guide, "Elements of an AWS API request signature", credential scope.</remarks>
/// <param name="Date">The day, <c>yyyyMMdd</c> in UTC.</param>
/// <param name="Region">The region, such as <c>us-east-1</c>.</param>
/// <param name="Service">The service, such as <c>iam</c>.</param>
public sealed record CredentialScope(string Date, string Region, string Service)
{
    /// <summary>The word that ends every scope.</summary>
    public const string Terminator = "aws4_request";

    /// <summary><c>20260102/us-east-1/iam/aws4_request</c></summary>
    public override string ToString() => $"{Date}/{Region}/{Service}/{Terminator}";
}
