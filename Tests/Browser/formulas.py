"""Formulas as tutorials write them, and one for each alphabet and family of signs."""

FORMULAS = [
    r"x_i^2 + y_*", r"\frac{\partial L}{\partial w_{ij}}", r"\sum_{i=1}^{n} \left( y_i - \hat{y}_i \right)^2", r"\int_0^\infty e^{-x^2}\,dx = \frac{\sqrt{\pi}}{2}",
    r"\mathbf{W}\mathbf{x} + \mathbf{b}", r"\boldsymbol{\theta} \leftarrow \boldsymbol{\theta} - \eta \nabla_{\boldsymbol{\theta}} L", r"\mathbb{R}^{n \times m}", r"\mathcal{L}(\theta)",
    r"\mathscr{F}", r"\mathfrak{g}", r"\mathsf{T}", r"\mathtt{code}", r"\mathrm{ReLU}(x) = \max(0, x)", r"\mathit{word}", r"\text{if } x > 0", r"\textbf{bold} \textit{italic}",
    r"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}", r"\begin{pmatrix} a \\ b \\ c \\ d \\ e \end{pmatrix}", r"f(x) = \begin{cases} x & x > 0 \\ 0 & \text{otherwise} \end{cases}",
    r"\begin{aligned} a &= b + c \\ &= d \end{aligned}", r"\left\{ \frac{\frac{a}{b}}{\frac{c}{d}} \right\}", r"\Bigg( \bigg( \Big( \big( x \big) \Big) \bigg) \Bigg)",
    r"\sqrt[3]{\frac{x}{1+\frac{y}{z}}}", r"\overbrace{a + b}^{n}", r"\underbrace{x \cdot y}_{\text{dot}}", r"\lim_{h \to 0} \frac{f(x+h) - f(x)}{h}", r"\operatorname{softmax}(z)_i",
    r"\Re z + \Im z", r"A \lesssim B \gtrsim C", r"\therefore \because \square \blacksquare", r"x \nleq y \ngeq z", r"\hbar \ell \aleph \beth", r"\varnothing \complement \nexists",
    r"a \odot b \oplus c \otimes d", r"\langle u, v \rangle", r"\lVert x \rVert_2", r"\vec{v} \cdot \widehat{abc}", r"\dot{x} + \ddot{y} + \bar{z} + \tilde{w}", r"\prod_{k} p_k \coprod \bigcup",
    r"\oint \iint \iiint", r"J = \left|\begin{array}{cc} a & b \\ c & d \end{array}\right|", r"\binom{n}{k}", r"x \in \mathbb{Z}, y \in \N", r"\bm{x}", r"\phantom{x}y",
    r"E = mc^2", r"\hat{\mathbf{y}}", r"\overline{AB}", r"p(y \mid x)", r"\mathbf{\Sigma}", r"{\bf x} {\it y} {\rm z} {\cal L}", r"\xrightarrow{f}", r"\not= \neq", r"\dfrac{1}{2} \tfrac{1}{2}",
    r"a^{\dagger} b^\star", r"\checkmark \maltese", r"\mathsf{\mathbf{x}}", r"\textsf{sans} \texttt{mono}", r"\boxed{x}", r"\cancel{x}", r"ä + ü", r"\text{日本}",
    r"\boldsymbol{\mathcal{L}}", r"\mathbf{\mathit{x}}", r"\bigl( x \bigr)", r"\sigma(x) = \frac{1}{1 + e^{-x}}", r"\nabla \times \vec{F}", r"\partial_{x}", r"\llbracket x \rrbracket", r"\leadsto \rightsquigarrow",
]
